package io.crossim.persistence.conversation;

import io.crossim.common.result.CimException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a group or its members. What is so already is not done again, so a change may be
 * repeated. An effective change raises the group's version and appends one entry to its log.
 */
public sealed interface GroupChange {

  /** The group. */
  long groupId();

  /** A member who makes the change, or {@link ConversationStore#SYSTEM}, who may do all. */
  long by();

  /** The payload of the entry that is appended. */
  byte[] payload();

  /** How many users may become members or leave by it. */
  default int users() {
    return 1;
  }

  /**
   * Checks that it names not too many users.
   *
   * @throws CimException when they are more than {@link ConversationLimits#USERS_PER_CHANGE}
   */
  default void checkUsers() {
    if (users() > ConversationLimits.USERS_PER_CHANGE) {
      throw CimException.invalid(
          "users", users(), "at most " + ConversationLimits.USERS_PER_CHANGE);
    }
  }

  /**
   * Makes the group, with the id from {@link ConversationStore#newGroup}. The maker becomes its
   * owner; the system makes one without an owner.
   *
   * @param members beside the maker; with the maker not more than a change may have
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Create(
      long groupId,
      long by,
      String name,
      GroupSettings settings,
      List<Long> members,
      byte[] payload)
      implements GroupChange {
    @Override
    public int users() {
      return members.size() + 1;
    }
  }

  /**
   * Gives it another name or other settings. For admins and owners.
   *
   * @param name null to keep it
   * @param settings null to keep them
   * @param expectedVersion the change is refused at another version; 0 for any
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Update(
      long groupId,
      long by,
      @Nullable String name,
      @Nullable GroupSettings settings,
      long expectedVersion,
      byte[] payload)
      implements GroupChange {}

  /** Makes users members. For admins and owners, and members where the settings say so. */
  @SuppressWarnings("ArrayRecordComponent")
  record Add(long groupId, long by, List<Newcomer> newcomers, byte[] payload)
      implements GroupChange {
    @Override
    public int users() {
      return newcomers.size();
    }
  }

  /** Takes members out. Owners may take out everybody, admins members. */
  @SuppressWarnings("ArrayRecordComponent")
  record Remove(long groupId, long by, List<Long> members, byte[] payload) implements GroupChange {
    @Override
    public int users() {
      return members.size();
    }
  }

  /** Gives a member another role. For owners. The last owner stays one. */
  @SuppressWarnings("ArrayRecordComponent")
  record SetRole(long groupId, long by, long member, Role role, byte[] payload)
      implements GroupChange {}

  /**
   * Keeps a member from posting for a time, 0 to let them again. Owners may mute everybody but
   * owners, admins members. Repeated, it begins anew.
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Mute(long groupId, long by, long member, Duration time, byte[] payload)
      implements GroupChange {}

  /** Makes a user a member who asks for it. For groups that are open. */
  @SuppressWarnings("ArrayRecordComponent")
  record Join(long groupId, Newcomer newcomer, byte[] payload) implements GroupChange {
    @Override
    public long by() {
      return newcomer.userId();
    }
  }

  /** Takes a member out who asks for it. The last owner stays. */
  @SuppressWarnings("ArrayRecordComponent")
  record Leave(long groupId, long by, byte[] payload) implements GroupChange {}

  /**
   * Ends the group. For owners. Nothing is posted or changed any more; members still get what they
   * have not got, until it expires.
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Dismiss(long groupId, long by, byte[] payload) implements GroupChange {}
}
