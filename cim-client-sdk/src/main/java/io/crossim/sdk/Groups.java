package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.ChangedUsers;
import io.crossim.route.api.CreatedGroup;
import io.crossim.route.api.Group;
import io.crossim.route.api.GroupChangeRequest;
import io.crossim.route.api.GroupCreateRequest;
import io.crossim.route.api.GroupMembers;
import io.crossim.route.api.GroupPlace;
import io.crossim.route.api.GroupRequest;
import io.crossim.route.api.GroupRoleRequest;
import io.crossim.route.api.GroupRules;
import io.crossim.route.api.GroupUsersRequest;
import io.crossim.route.api.GroupVersion;
import io.crossim.route.api.Readers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a client's user: makes and changes them, and tells who is in one. {@link
 * Client#sendToGroup} writes to one.
 *
 * <p>Each call goes to a route over HTTP, in the name of the user. If the account has a password,
 * the client has to have been connected once. Any thread may call, and none is blocked. A future
 * fails with an {@link UnavailableException} when it is not known in time whether the change was
 * made, and with a {@link CimException} when it was not: {@link ResultCode#GROUP_UNKNOWN}, {@link
 * ResultCode#NOT_A_MEMBER}, {@link ResultCode#NOT_ALLOWED}, {@link ResultCode#GROUP_FULL}, {@link
 * ResultCode#VERSION_CONFLICT}, {@link ResultCode#INVALID_ARGUMENT} and the codes of tokens.
 *
 * <p>Repeating a call that has worked changes nothing and answers the same, unless the method says
 * otherwise. When one of several routes does not answer, the next is asked.
 */
@RequiredArgsConstructor
public final class Groups {

  private final long userId;
  private final RouteCalls calls;

  /** Makes a group with default settings; else like the longer {@link #create}. */
  public CompletableFuture<CreatedGroup> create(String name, Collection<Long> members) {
    return create(name, members, /* settings= */ null, UUID.randomUUID().toString());
  }

  /**
   * Makes a group, of which the user becomes the owner.
   *
   * @param name 1 to 64 characters, as those of users
   * @param members beside the user, at most 1,000
   * @param settings null for the default ones
   * @param clientMsgId 1 to 64 characters; within a day a repeat under this id answers the same
   *     group
   * @return completed when the group is there; it names those who did not become members, and why
   */
  public CompletableFuture<CreatedGroup> create(
      String name, Collection<Long> members, @Nullable GroupRules settings, String clientMsgId) {
    GroupCreateRequest request =
        new GroupCreateRequest(
            userId, name, List.copyOf(members), settings, clientMsgId, /* reqNo= */ null);
    return calls.repeatable(route -> route.createGroup(request));
  }

  /** Gives a group another name. For admins and owners. */
  public CompletableFuture<GroupVersion> rename(long groupId, String name) {
    return change(groupId, name, /* settings= */ null, /* expectedVersion= */ null);
  }

  /**
   * Gives a group another name or other settings. For admins and owners.
   *
   * @param name null to keep it
   * @param settings null to keep them; those that it does not name stay as they are
   * @param expectedVersion the change is refused with {@link ResultCode#VERSION_CONFLICT} when the
   *     group has another version; null for any. Then the call must not be repeated blindly: the
   *     change itself raises the version
   */
  public CompletableFuture<GroupVersion> change(
      long groupId,
      @Nullable String name,
      @Nullable GroupRules settings,
      @Nullable Long expectedVersion) {
    GroupChangeRequest request =
        new GroupChangeRequest(userId, groupId, name, settings, expectedVersion, /* reqNo= */ null);
    return expectedVersion == null
        ? calls.repeatable(route -> route.changeGroup(request))
        : calls.once(route -> route.changeGroup(request));
  }

  /**
   * Makes users members. They get every message that is sent after the answer.
   *
   * @param users 1 to 1,000
   * @return completed with the place of the change in the log, and with those who are no members,
   *     and why
   */
  public CompletableFuture<ChangedUsers> add(long groupId, Collection<Long> users) {
    GroupUsersRequest request = request(groupId, users);
    return calls.repeatable(route -> route.addToGroup(request));
  }

  /**
   * Takes members out. They get no message that is sent after the answer. For admins and owners.
   *
   * @param users 1 to 1,000
   * @return completed with the place of the change in the log, and with those who are still
   *     members, and why
   */
  public CompletableFuture<ChangedUsers> remove(long groupId, Collection<Long> users) {
    GroupUsersRequest request = request(groupId, users);
    return calls.repeatable(route -> route.removeFromGroup(request));
  }

  private GroupUsersRequest request(long groupId, Collection<Long> users) {
    return new GroupUsersRequest(userId, groupId, List.copyOf(users), /* reqNo= */ null);
  }

  /** Gives a member another role. For owners. */
  public CompletableFuture<GroupVersion> setRole(long groupId, long member, GroupRole role) {
    GroupRoleRequest request =
        new GroupRoleRequest(
            userId, groupId, member, role.word(), /* mutedSeconds= */ null, /* reqNo= */ null);
    return calls.repeatable(route -> route.setRole(request));
  }

  /**
   * Keeps a member from posting for a time. For admins and owners.
   *
   * @param time counted from the call, in whole seconds; zero lets the member post again
   */
  public CompletableFuture<GroupVersion> mute(long groupId, long member, Duration time) {
    GroupRoleRequest request =
        new GroupRoleRequest(
            userId, groupId, member, /* role= */ null, time.toSeconds(), /* reqNo= */ null);
    return calls.repeatable(route -> route.setRole(request));
  }

  /** Makes the user a member of a group that is open to everybody. */
  public CompletableFuture<GroupPlace> join(long groupId) {
    return calls.repeatable(route -> route.joinGroup(request(groupId)));
  }

  /** Takes the user out. The last owner has to make another one first, or to dismiss the group. */
  public CompletableFuture<GroupPlace> leave(long groupId) {
    return calls.repeatable(route -> route.leaveGroup(request(groupId)));
  }

  /** Ends a group for all its members. For owners. */
  public CompletableFuture<GroupPlace> dismiss(long groupId) {
    return calls.repeatable(route -> route.dismissGroup(request(groupId)));
  }

  private GroupRequest request(long groupId) {
    return new GroupRequest(userId, groupId, /* reqNo= */ null);
  }

  /** Asks for name, settings and version of a group of the user. */
  public CompletableFuture<Group> get(long groupId) {
    return calls.repeatable(route -> route.group(userId, groupId));
  }

  /**
   * Asks for some of the members of a group of the user, in no order. A member may come twice; when
   * the version changes between two pages, begin again.
   *
   * @param after the {@code next} of the page before; null for the first page
   * @param limit about so many
   */
  public CompletableFuture<GroupMembers> members(long groupId, @Nullable String after, int limit) {
    return calls.repeatable(route -> route.groupMembers(userId, groupId, after, limit));
  }

  /**
   * Asks who has read a message, and who has it on a device. For groups of at most 100 members.
   *
   * @param seq the {@link ReceivedMessage#conversationSeq} of the message
   */
  public CompletableFuture<Readers> readers(long groupId, long seq) {
    return calls.repeatable(route -> route.readers(userId, groupId, seq));
  }
}
