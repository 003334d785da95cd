package io.crossim.persistence.conversation;

import java.util.List;

/**
 * Entries in the order of their places.
 *
 * @param status whether they could be read; else there are none
 * @param continuity whether they join on to the cursor that was asked for; KEPT for history
 * @param floor below the first place that the user may read
 * @param last the last place that the user may read
 * @param end for DELIVERY, the place to which a cursor may move when it has these entries: the last
 *     of them, or beyond where the user may not see what follows. For history, the last entry
 * @param entries without a gap, but for what the user may not see
 */
public record ConversationPage(
    Status status,
    Continuity continuity,
    String epoch,
    long floor,
    long last,
    Place end,
    List<ConversationEntry> entries) {

  /** Whether entries could be read. Their order is told by scripts. */
  public enum Status {
    READ,
    /** There is no such group. One that is dismissed can be read until it expires. */
    UNKNOWN_GROUP,
    /** The user is not a member, or for DELIVERY never was one. */
    NOT_A_MEMBER,
    /** The store cannot use this conversation, and has told its log why. */
    BROKEN
  }

  /** How a page relates to a cursor. Their order is told by scripts. */
  public enum Continuity {
    /** It follows it. */
    KEPT,
    /** Entries behind the cursor were dropped, by age or by length. */
    EXPIRED,
    /**
     * The log does not hold the cursor's entry: it has gone back. The page goes on where what the
     * user has got and what is there now part, which may be below the cursor.
     */
    WENT_BACK
  }

  /** One that could not be read. */
  public static ConversationPage refused(Status status, String epoch) {
    return new ConversationPage(status, Continuity.KEPT, epoch, 0, 0, Place.START, List.of());
  }

  /** Whether there is more behind it. */
  public boolean hasMore() {
    return end.seq() < last;
  }
}
