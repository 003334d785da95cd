package io.crossim.persistence.conversation;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a change.
 *
 * @param version of the group now, as {@link PostOutcome#version}; 0 when there is none
 * @param place of the entry that was appended; {@link Place#START} when none was
 * @param previous the place before it, where the cursors of those who have all stand; {@link
 *     Place#NOWHERE} when nothing was appended
 * @param refused the users who were not added or removed; the others were, or had been before
 */
public record ChangeOutcome(
    Status status, String epoch, long version, Place place, Place previous, List<Refusal> refused) {

  /** One that has appended nothing. */
  public static ChangeOutcome without(
      Status status, String epoch, long version, List<Refusal> refused) {
    return new ChangeOutcome(status, epoch, version, Place.START, Place.NOWHERE, refused);
  }

  /** The outcome with these refusals in place of its own. */
  public ChangeOutcome withRefused(List<Refusal> others) {
    return new ChangeOutcome(status, epoch, version, place, previous, others);
  }

  /** The outcome with some refusals behind its own. */
  public ChangeOutcome alsoRefused(List<Refusal> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Refusal> all = new ArrayList<>(refused);
    all.addAll(more);
    return withRefused(all);
  }

  /** How a change ended. Their order is told by scripts: new ones come last. */
  public enum Status {
    DONE,
    /** It is so already, or all its users were refused; nothing was appended. */
    UNCHANGED,
    /** There is no such group, or it is dismissed. */
    UNKNOWN_GROUP,
    /** The one who makes it, or the one whom it is about, is not a member. */
    NOT_A_MEMBER,
    /** The role of the one who makes it does not permit it. */
    NOT_ALLOWED,
    /** It would leave the group without an owner. */
    LAST_OWNER,
    /** The group is at another version than expected. */
    VERSION_CONFLICT,
    /** The store cannot use this group, and has told its log why; nothing was changed. */
    BROKEN
  }

  /** A user whom a change left as they are. */
  public record Refusal(long userId, Reason reason) {}

  /** Why a user was refused. Their order is told by scripts: new ones come last. */
  public enum Reason {
    /** The group has as many members as it may have. */
    FULL,
    /**
     * They were a member before, and their inbox has not got all of that time: it has to be
     * collected first, then the change repeated.
     */
    BEHIND,
    /** The role of the one who makes the change does not permit it for this user. */
    NOT_ALLOWED,
    /** They have blocked the one who makes the change. */
    BLOCKED
  }
}
