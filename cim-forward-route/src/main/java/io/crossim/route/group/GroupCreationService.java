package io.crossim.route.group;

import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.protocol.UserNames;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.route.access.Caller;
import io.crossim.route.api.CreatedGroup;
import io.crossim.route.api.GroupCreateRequest;
import io.crossim.route.api.GroupRules;
import io.crossim.route.api.RefusedUser;
import io.crossim.route.conversation.Conversations;
import io.crossim.route.conversation.Conversations.Created;
import io.crossim.route.conversation.GroupTraffic;
import io.crossim.route.delivery.MessageNames;
import io.crossim.service.clock.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/**
 * Makes groups. Never blocks; what is wrong with a request is thrown at once, everything else fails
 * the result.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class GroupCreationService {

  /** Beside the creator, in the step that makes the group. */
  private static final int FIRST_MEMBERS = ConversationLimits.USERS_PER_CHANGE - 1;

  private final Conversations conversations;
  private final Actors actors;
  private final KnownUsers users;
  private final GroupTraffic traffic;
  private final MessageNames names = new MessageNames();

  /** Makes a group, with those of the members that are registered and find room. */
  public CompletableFuture<CreatedGroup> create(GroupCreateRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    NewGroup group = newGroup(request);
    return CallTime.bound(
        actors
            .userOrSystem(request.userId(), caller)
            .thenCompose(
                creator -> {
                  traffic.create(caller.address(), creator.userId());
                  List<Long> others =
                      group.members().stream().filter(id -> id != creator.userId()).toList();
                  return users
                      .sort(others, limit)
                      .thenCompose(sorted -> create(creator, group, sorted, limit));
                }),
        limit);
  }

  /** What a group is to be, checked. */
  private record NewGroup(
      String clientMsgId, String name, GroupSettings settings, List<Long> members) {}

  private NewGroup newGroup(GroupCreateRequest request) {
    String id = request.clientMsgId();
    if (id != null) {
      MessageBounds.checkId("clientMsgId", id);
    }
    GroupRules rules = request.settings();
    return new NewGroup(
        id == null ? names.next() : id,
        UserNames.visible("name", request.name()),
        rules == null ? GroupSettings.DEFAULT : RuleNames.settings(rules, GroupSettings.DEFAULT),
        GroupFields.anyUsers("members", request.members()));
  }

  /** In steps, where there are many members; a repeat goes on where it ended. */
  private CompletableFuture<CreatedGroup> create(
      StoredAccount creator, NewGroup group, KnownUsers.Sorted members, Deadline limit) {
    List<Long> known = members.known();
    int first = Math.min(known.size(), FIRST_MEMBERS);
    return conversations
        .create(
            creator,
            group.clientMsgId(),
            group.name(),
            group.settings(),
            known.subList(0, first),
            limit)
        .thenCompose(
            created -> {
              CreatedGroup begun = created(creator, created, members.unknown());
              List<Long> rest = known.subList(first, known.size());
              return rest.isEmpty()
                  ? CompletableFuture.completedFuture(begun)
                  : conversations
                      .add(creator, begun.groupId(), rest, limit)
                      .thenApply(
                          outcome ->
                              created(
                                  creator, new Created(begun.groupId(), outcome), begun.refused()));
            });
  }

  private static CreatedGroup created(
      StoredAccount creator, Created created, List<RefusedUser> refused) {
    ChangeOutcome outcome =
        ChangeRefusals.of(created.groupId(), creator, " may add members to")
            .check(created.outcome());
    return new CreatedGroup(
        created.groupId(), outcome.version(), ChangeRefusals.refused(outcome, refused));
  }
}
