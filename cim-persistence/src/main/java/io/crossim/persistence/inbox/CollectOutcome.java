package io.crossim.persistence.inbox;

import io.crossim.persistence.conversation.Place;

/**
 * What became of a collect.
 *
 * @param cursor where the cursor stands now
 * @param epoch of the inbox
 * @param headSeq the last message of the inbox: when taken, its own places are the last ones up to
 *     there, one behind the other
 * @param messageId of the first reference that was appended; those of the next ones rise by 1
 * @param storedAt milliseconds since 1970 by the store's clock
 */
public record CollectOutcome(
    Status status, Place cursor, String epoch, long headSeq, long messageId, long storedAt) {

  /** How a collect ended. Their order is told by scripts. */
  public enum Status {
    /** The cursor stood at {@code from}, and everything was appended. */
    TAKEN,
    /** The cursor stood at {@code upTo} or beyond: the inbox has it all; nothing was done. */
    AHEAD,
    /** The cursor stood elsewhere: read what follows it and collect that; nothing was done. */
    BEHIND,
    /**
     * The inbox has no room; nothing was appended. Its pages are {@link InboxPage#behind} until
     * {@link InboxStore#caughtUp}, and the conversation is followed from now on.
     */
    FULL,
    /** The store cannot use this inbox, and has told its log why; nothing was done. */
    BROKEN
  }

  /** One that was not taken. */
  public static CollectOutcome refused(Status status, Place cursor, String epoch, long headSeq) {
    return new CollectOutcome(status, cursor, epoch, headSeq, 0, 0);
  }
}
