package io.crossim.persistence.inbox;

import java.time.Duration;

/**
 * The bounds of an inbox.
 *
 * @param maxAge older messages are dropped, read or not
 * @param maxLength so many messages are kept. When there are more, those that the device farthest
 *     ahead has acknowledged are dropped, though others have not; when that makes no room, the
 *     inbox is full
 * @param maxBytes the most bytes of payload that are kept; beyond it as beyond the length
 * @param maxDevices so many devices of a user are known. A new one beyond that displaces the one
 *     that was not seen for the longest time, which is then as good as new
 * @param maxGroups so many groups are followed
 */
public record InboxLimits(
    Duration maxAge, int maxLength, long maxBytes, int maxDevices, int maxGroups) {

  private static final long MAX_BYTES = 256L << 20;
  private static final int MAX_DEVICES = 16;
  private static final int MAX_GROUPS = 1_000;

  public static final InboxLimits DEFAULT = new InboxLimits(Duration.ofDays(30), 100_000);

  /** With the default bounds for bytes and devices. */
  public InboxLimits(Duration maxAge, int maxLength) {
    this(maxAge, maxLength, MAX_BYTES, MAX_DEVICES);
  }

  /** With the default bound for groups. */
  public InboxLimits(Duration maxAge, int maxLength, long maxBytes, int maxDevices) {
    this(maxAge, maxLength, maxBytes, maxDevices, MAX_GROUPS);
  }

  /**
   * Whether an inbox of so many messages and bytes takes so many more. An empty one takes a single
   * message of any size.
   */
  public boolean hold(long length, long bytes, long more, long moreBytes) {
    return more == 0
        || (length + more <= maxLength
            && (bytes + moreBytes <= maxBytes || (length == 0 && more == 1)));
  }
}
