package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ChangeOutcome.Reason;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.Role;
import io.crossim.route.access.Caller;
import io.crossim.route.api.ChangedUsers;
import io.crossim.route.api.GroupPlace;
import io.crossim.route.api.GroupRequest;
import io.crossim.route.api.GroupRoleRequest;
import io.crossim.route.api.GroupUsersRequest;
import io.crossim.route.api.GroupVersion;
import io.crossim.route.conversation.ChangePayload;
import io.crossim.route.conversation.Conversations;
import io.crossim.route.conversation.GroupTraffic;
import io.crossim.service.clock.Deadline;
import io.crossim.service.web.Checks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Changes who is in a group, and what they may do. Never blocks; what is wrong with a request is
 * thrown at once, everything else fails the result.
 */
public final class MemberService {

  private static final long LONGEST_MUTE = Duration.ofDays(3_650).toSeconds();

  private final Conversations conversations;
  private final MembershipCheck groups;
  private final Actors actors;
  private final KnownUsers users;
  private final GroupTraffic traffic;

  MemberService(
      Conversations conversations,
      ConversationStore store,
      Actors actors,
      KnownUsers users,
      GroupTraffic traffic) {
    this.conversations = conversations;
    this.groups = new MembershipCheck(store);
    this.actors = actors;
    this.users = users;
    this.traffic = traffic;
  }

  /** Makes users members, those that are registered and find room. */
  public CompletableFuture<ChangedUsers> add(GroupUsersRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    long groupId = GroupFields.groupId(request.groupId());
    List<Long> given = GroupFields.users("users", request.users());
    return CallTime.bound(
        changer(actors.userOrSystem(request.userId(), caller), caller, traffic)
            .thenCompose(
                by ->
                    users
                        .sort(given, limit)
                        .thenCompose(sorted -> add(by, groupId, sorted, limit))),
        limit);
  }

  private CompletableFuture<ChangedUsers> add(
      StoredAccount by, long groupId, KnownUsers.Sorted sorted, Deadline limit) {
    if (sorted.known().isEmpty()) {
      return groups
          .group(by, groupId)
          .thenApply(group -> new ChangedUsers(group.version(), 0, sorted.unknown()));
    }
    ChangeRefusals refusals = ChangeRefusals.of(groupId, by, " may add members to");
    return conversations
        .add(by, groupId, sorted.known(), limit)
        .thenApply(refusals::check)
        .thenApply(
            outcome ->
                new ChangedUsers(
                    outcome.version(),
                    outcome.place().seq(),
                    ChangeRefusals.refused(outcome, sorted.unknown())));
  }

  /** Takes members out. */
  public CompletableFuture<ChangedUsers> remove(GroupUsersRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    long groupId = GroupFields.groupId(request.groupId());
    List<Long> given = GroupFields.users("users", request.users());
    return CallTime.bound(
        changer(actors.userOrSystem(request.userId(), caller), caller, traffic)
            .thenCompose(by -> remove(by, groupId, given, limit)),
        limit);
  }

  /** In steps, where there are many; a repeat goes on where it ended. */
  private CompletableFuture<ChangedUsers> remove(
      StoredAccount by, long groupId, List<Long> members, Deadline limit) {
    int step = Math.min(members.size(), ConversationLimits.USERS_PER_CHANGE);
    List<Long> first = members.subList(0, step);
    List<Long> rest = members.subList(step, members.size());
    ChangeRefusals refusals = ChangeRefusals.of(groupId, by, " is an admin or owner of");
    CompletableFuture<ChangedUsers> removed =
        conversations
            .change(
                new GroupChange.Remove(
                    groupId, by.userId(), first, ChangePayload.left(by, groupId, first)),
                limit)
            .thenApply(refusals::check)
            .thenApply(
                outcome ->
                    new ChangedUsers(
                        outcome.version(),
                        outcome.place().seq(),
                        ChangeRefusals.refused(outcome, List.of())));
    return rest.isEmpty()
        ? removed
        : removed.thenCompose(
            begun -> remove(by, groupId, rest, limit).thenApply(ended -> both(begun, ended)));
  }

  private static ChangedUsers both(ChangedUsers begun, ChangedUsers ended) {
    return new ChangedUsers(
        ended.version(),
        Math.max(begun.seq(), ended.seq()),
        ChangeRefusals.joined(begun.refused(), ended.refused()));
  }

  /** Gives a member another role, or keeps them from posting for a time. */
  public CompletableFuture<GroupVersion> role(GroupRoleRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    long groupId = GroupFields.groupId(request.groupId());
    long member = Checks.userId("member", request.member());
    Role role = request.role() == null ? null : RuleNames.role(request.role());
    Duration muted = muted(request.mutedSeconds());
    if ((role == null) == (muted == null)) {
      throw CimException.invalid(
          "role", role == null ? "nothing" : "beside mutedSeconds", "either role or mutedSeconds");
    }
    return CallTime.bound(
        changer(actors.userOrSystem(request.userId(), caller), caller, traffic)
            .thenCompose(by -> setRole(by, groupId, member, role, muted, limit))
            .thenApply(outcome -> new GroupVersion(outcome.version())),
        limit);
  }

  private static @Nullable Duration muted(@Nullable Long seconds) {
    if (seconds == null) {
      return null;
    }
    if (seconds < 0 || seconds > LONGEST_MUTE) {
      throw CimException.invalid("mutedSeconds", seconds, "0 to " + LONGEST_MUTE);
    }
    return Duration.ofSeconds(seconds);
  }

  private CompletableFuture<ChangeOutcome> setRole(
      StoredAccount by,
      long groupId,
      long member,
      @Nullable Role role,
      @Nullable Duration muted,
      Deadline limit) {
    byte[] payload = ChangePayload.changed(by, groupId);
    GroupChange change =
        role != null
            ? new GroupChange.SetRole(groupId, by.userId(), member, role, payload)
            : new GroupChange.Mute(
                groupId, by.userId(), member, muted == null ? Duration.ZERO : muted, payload);
    ChangeRefusals refusals =
        ChangeRefusals.ofBoth(
            groupId,
            by,
            member,
            role != null ? " is an owner of" : " has a higher role than that member in");
    return conversations.change(change, limit).thenApply(refusals::check);
  }

  /** Makes a user a member of an open group. */
  public CompletableFuture<GroupPlace> join(GroupRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    long groupId = GroupFields.groupId(request.groupId());
    return CallTime.bound(
        changer(actors.user(request.userId(), caller), caller, traffic)
            .thenCompose(
                user ->
                    conversations
                        .join(user, groupId, limit)
                        .thenApply(
                            ChangeRefusals.of(groupId, user, " may join by themselves")::check)
                        .thenApply(outcome -> joined(groupId, outcome))),
        limit);
  }

  private static GroupPlace joined(long groupId, ChangeOutcome outcome) {
    if (!outcome.refused().isEmpty()) {
      throw outcome.refused().get(0).reason() == Reason.FULL
          ? new CimException(
              ResultCode.GROUP_FULL,
              "group " + groupId + " is full, or this user is in as many groups as they may be")
          : new CimException(
              ResultCode.FAILURE, "the group has changed too often meanwhile; retry later");
    }
    return place(outcome);
  }

  /** Takes a user out who asks for it. */
  public CompletableFuture<GroupPlace> leave(GroupRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    long groupId = GroupFields.groupId(request.groupId());
    return CallTime.bound(
        changer(actors.user(request.userId(), caller), caller, traffic)
            .thenCompose(user -> leave(user, groupId, limit)),
        limit);
  }

  private CompletableFuture<GroupPlace> leave(StoredAccount user, long groupId, Deadline limit) {
    byte[] payload = ChangePayload.left(user, groupId, List.of(user.userId()));
    ChangeRefusals refusals = ChangeRefusals.of(groupId, user, " is a member of");
    return conversations
        .change(new GroupChange.Leave(groupId, user.userId(), payload), limit)
        .thenApply(refusals::check)
        .thenApply(MemberService::place);
  }

  static GroupPlace place(ChangeOutcome outcome) {
    return new GroupPlace(outcome.version(), outcome.place().seq());
  }

  /** Counts a change by the one who makes it, when it is known who that is. */
  static CompletableFuture<StoredAccount> changer(
      CompletableFuture<StoredAccount> actor, Caller caller, GroupTraffic traffic) {
    return actor.thenApply(
        by -> {
          traffic.change(caller.address(), by.userId());
          return by;
        });
  }
}
