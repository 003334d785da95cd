package io.crossim.persistence.inbox;

import org.jspecify.annotations.Nullable;

/**
 * Asks for messages.
 *
 * @param device whose acknowledgement is the place to start at when there is no other
 * @param after the position to go on from; null for the device's acknowledgement
 * @param limit the most messages to answer, at least 1
 * @param maxBytes the most bytes of payload to answer; a first message is answered whatever its
 *     size
 */
public record InboxQuery(
    long userId, String device, @Nullable Position after, int limit, long maxBytes) {

  /** One without a bound in bytes. */
  public InboxQuery(long userId, String device, @Nullable Position after, int limit) {
    this(userId, device, after, limit, Long.MAX_VALUE);
  }
}
