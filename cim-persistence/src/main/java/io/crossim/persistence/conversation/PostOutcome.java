package io.crossim.persistence.conversation;

/**
 * What became of a post.
 *
 * @param epoch of the conversation; empty when nothing is known of it
 * @param place in the log; {@link Place#START} when nothing is stored
 * @param previous the place before it, where the cursors of those who have all stand; {@link
 *     Place#NOWHERE} when it is not known, as for a duplicate
 * @param storedAt milliseconds since 1970 by the store's clock
 * @param version of the member list at the place. The receivers are the members of a list of this
 *     version or a later one who joined at the place or before; never those of an earlier list
 */
public record PostOutcome(
    Status status, String epoch, Place place, Place previous, long storedAt, long version) {

  /** How a post ended. Their order is told by scripts: new ones come last. */
  public enum Status {
    STORED,
    /** The id is known: the other fields are those of the first outcome, the version is of now. */
    DUPLICATE,
    /** There is no such group, or it is dismissed. */
    UNKNOWN_GROUP,
    /** The sender is not a member. */
    NOT_A_MEMBER,
    /** The role of the sender does not permit it, or they are muted. */
    NOT_ALLOWED,
    /** It was possible, and its time is over. */
    TOO_LATE,
    /** The place holds no message: none yet, or recalled, expired or of another kind. */
    NO_SUCH_MESSAGE,
    /** A mention of somebody who is not a member, or of more than may be. */
    WRONG_MENTION,
    /** The message has as many reactions as it may, of this member or of all kinds. */
    TOO_MANY_REACTIONS,
    /** The reaction was given or taken back already; nothing was stored. */
    UNCHANGED,
    /** The store cannot use this conversation, and has told its log why; nothing was stored. */
    BROKEN,
    /** The other one of a pair has blocked the sender. */
    BLOCKED
  }

  /** One of which nothing is stored. */
  public static PostOutcome refused(Status status, String epoch, long version) {
    return new PostOutcome(status, epoch, Place.START, Place.NOWHERE, 0, version);
  }
}
