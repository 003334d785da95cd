package io.crossim.persistence.conversation;

/**
 * How a user stands in a conversation.
 *
 * @param last the last place that the user has to get: the head, or the place of their leaving; a
 *     cursor at another place has to be collected
 * @param readSeq the user has read what stands up to here
 * @param deliveredSeq the user's devices have what stands up to here
 * @param unread messages behind what was read
 * @param mentions unread messages that mention the user, of the last 100
 * @param version of the group; 0 for a pair
 * @param role of a member; a member's for everybody else
 * @param leftFor how long ago the user left, or the group was dismissed, in milliseconds; 0 else
 */
public record Standing(
    Status status,
    String epoch,
    Place last,
    long readSeq,
    long deliveredSeq,
    long unread,
    int mentions,
    long version,
    Role role,
    long leftFor) {

  /** What the user is. Their order is told by scripts. */
  public enum Status {
    MEMBER,
    /** A member until the place {@code last}. */
    LEFT,
    /** A member of a group that is dismissed. */
    DISMISSED,
    /** Not known there: never a member, or nothing of that time is kept; or no such group. */
    NONE,
    /** The store cannot use this conversation, and has told its log why. */
    BROKEN
  }

  /** That of somebody who is nothing there. */
  public static Standing none(Status status, String epoch, long version) {
    return new Standing(status, epoch, Place.START, 0, 0, 0, 0, version, Role.MEMBER, 0);
  }
}
