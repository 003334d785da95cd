package io.crossim.persistence.inbox;

import io.crossim.persistence.conversation.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A message in an inbox.
 *
 * @param storedAt milliseconds since 1970 by the store's clock
 * @param payload empty where there is a reference
 * @param reference names the entry of a conversation that stands here; null for a message of its
 *     own
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
public record StoredMessage(
    long seq, long messageId, long storedAt, byte[] payload, @Nullable Reference reference) {

  private static final byte[] NOTHING = {};

  /** A message of its own. */
  public StoredMessage(long seq, long messageId, long storedAt, byte[] payload) {
    this(seq, messageId, storedAt, payload, null);
  }

  /** An entry of a conversation. */
  public StoredMessage(long seq, long messageId, long storedAt, Reference reference) {
    this(seq, messageId, storedAt, NOTHING, reference);
  }

  /** How many bytes it counts in its inbox. */
  public int bytes() {
    return reference == null ? payload.length : reference.text().length();
  }
}
