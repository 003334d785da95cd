package io.crossim.persistence.inbox;

import java.util.List;

/**
 * Messages in sequence order, without a gap.
 *
 * @param continuity whether they join on to the position that was asked for
 * @param start the position behind which they follow, in the epoch of now: the one asked for, or
 *     what the device has acknowledged, or the last message that was trimmed
 * @param headSeq the last message of the inbox; 0 when there was none
 * @param behind whether a collect found no room, and nobody has brought everything since ({@link
 *     InboxStore#caughtUp}): conversations have more than the inbox
 */
public record InboxPage(
    Continuity continuity,
    Position start,
    long headSeq,
    List<StoredMessage> messages,
    boolean behind) {

  /** One of an inbox that is not behind. */
  public InboxPage(
      Continuity continuity, Position start, long headSeq, List<StoredMessage> messages) {
    this(continuity, start, headSeq, messages, /* behind= */ false);
  }

  /** How a page relates to the position that was asked for. */
  public enum Continuity {
    /** It follows it. */
    KEPT,
    /** It follows it, in a store that may have lost what it accepted last. */
    STORE_CHANGED,
    /** Messages behind the position were dropped, by age or by length. */
    EXPIRED,
    /** The store does not hold the position: it has gone back. */
    STORE_WENT_BACK
  }
}
