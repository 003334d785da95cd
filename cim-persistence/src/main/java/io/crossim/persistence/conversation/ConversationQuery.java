package io.crossim.persistence.conversation;

/**
 * Asks for entries of a conversation, as a member.
 *
 * @param range which entries
 * @param place behind which, or before whose number, they stand
 * @param limit the most entries to answer, at least 1
 * @param maxBytes the most bytes of payload to answer; one entry is answered whatever its size
 */
public record ConversationQuery(
    ConversationId conversation, long userId, Range range, Place place, int limit, long maxBytes) {

  /** Which entries are asked for. Their order is told to scripts. */
  public enum Range {
    /**
     * What a member has to get behind a cursor, up to their leaving; also somebody who has left.
     */
    DELIVERY,
    /** What a member may read, behind a place. */
    AFTER,
    /** What a member may read, before a place: the last ones before it. */
    BEFORE
  }

  /** What a user has to get behind a cursor. */
  public static ConversationQuery delivery(
      ConversationId conversation, long userId, Place cursor, int limit, long maxBytes) {
    return new ConversationQuery(conversation, userId, Range.DELIVERY, cursor, limit, maxBytes);
  }

  /** What a member may read behind a place. */
  public static ConversationQuery after(
      ConversationId conversation, long userId, long seq, int limit, long maxBytes) {
    return new ConversationQuery(
        conversation, userId, Range.AFTER, new Place(seq, 0), limit, maxBytes);
  }

  /** The last entries that a member may read before a place; Long.MAX_VALUE for the last of all. */
  public static ConversationQuery before(
      ConversationId conversation, long userId, long seq, int limit, long maxBytes) {
    return new ConversationQuery(
        conversation, userId, Range.BEFORE, new Place(seq, 0), limit, maxBytes);
  }
}
