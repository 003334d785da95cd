package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ChangeOutcome.Reason;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.route.access.Caller;
import io.crossim.route.api.ChangedUsers;
import io.crossim.route.api.GroupPlace;
import io.crossim.route.api.GroupRequest;
import io.crossim.route.api.GroupUsersRequest;
import io.crossim.route.conversation.ChangePayload;
import io.crossim.route.conversation.Conversations;
import io.crossim.service.clock.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Changes who is in a group. Never blocks; what is wrong with a request is thrown at once,
 * everything else fails the result.
 */
public final class MemberService {

  private final Conversations conversations;
  private final MembershipCheck groups;
  private final CountedActors countedActors;
  private final KnownUsers users;

  MemberService(
      Conversations conversations,
      ConversationStore store,
      CountedActors countedActors,
      KnownUsers users) {
    this.conversations = conversations;
    this.groups = new MembershipCheck(store);
    this.countedActors = countedActors;
    this.users = users;
  }

  /** Makes users members, those that are registered and find room. */
  public CompletableFuture<ChangedUsers> add(GroupUsersRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    long groupId = GroupFields.groupId(request.groupId());
    List<Long> given = GroupFields.users("users", request.users());
    return CallTime.bound(
        countedActors
            .userOrSystem(request.userId(), caller)
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
        countedActors
            .userOrSystem(request.userId(), caller)
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

  /** Makes a user a member of an open group. */
  public CompletableFuture<GroupPlace> join(GroupRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    long groupId = GroupFields.groupId(request.groupId());
    return CallTime.bound(
        countedActors
            .user(request.userId(), caller)
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
        countedActors
            .user(request.userId(), caller)
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
}
