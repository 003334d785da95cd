package io.crossim.persistence.inbox;

/**
 * What became of an append.
 *
 * @param epoch of the inbox
 * @param seq the place in the inbox; 0 when nothing is stored
 * @param messageId unique in the inbox and rising, max(last + 1, storedAt)
 * @param storedAt milliseconds since 1970 by the store's clock
 */
public record AppendOutcome(Status status, String epoch, long seq, long messageId, long storedAt) {

  /** How an append ended. Their order is told by scripts. */
  public enum Status {
    STORED,
    /** The id is known: the other fields are those of the message that was stored first. */
    DUPLICATE,
    /** The inbox is full; nothing was stored. */
    FULL,
    /** The store cannot use this inbox, and has told its log why; nothing was stored. */
    BROKEN,
    /** The receiver has blocked the sender; nothing was stored. */
    BLOCKED
  }
}
