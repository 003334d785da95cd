package io.crossim.persistence.inbox;

import java.time.Duration;

/**
 * The bounds of an inbox.
 *
 * @param maxAge older messages are dropped, read or not
 * @param maxLength so many messages are kept. When there are more, those that the device farthest
 *     ahead has acknowledged are dropped, though others have not; when that makes no room, the
 *     inbox is full
 */
public record InboxLimits(Duration maxAge, int maxLength) {

  public static final InboxLimits DEFAULT = new InboxLimits(Duration.ofDays(30), 100_000);
}
