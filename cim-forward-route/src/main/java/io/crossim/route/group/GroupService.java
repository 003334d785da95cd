package io.crossim.route.group;

import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.route.access.Caller;
import io.crossim.route.api.CreatedGroup;
import io.crossim.route.api.GroupChangeRequest;
import io.crossim.route.api.GroupCreateRequest;
import io.crossim.route.api.GroupPlace;
import io.crossim.route.api.GroupRequest;
import io.crossim.route.api.GroupRules;
import io.crossim.route.api.GroupVersion;
import io.crossim.route.api.RefusedUser;
import io.crossim.route.conversation.ChangePayload;
import io.crossim.route.conversation.Conversations;
import io.crossim.route.conversation.Conversations.Created;
import io.crossim.route.conversation.GroupTraffic;
import io.crossim.route.delivery.MessageNames;
import io.crossim.service.clock.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes groups and changes what they are. Never blocks; what is wrong with a request is thrown at
 * once, everything else fails the result.
 */
public final class GroupService {

  /** Beside the creator, in the step that makes the group. */
  private static final int FIRST_MEMBERS = ConversationLimits.USERS_PER_CHANGE - 1;

  /** How often a change that names only some settings is tried again when others change too. */
  private static final int TRIES = 4;

  private final Conversations conversations;
  private final MembershipCheck groups;
  private final Actors actors;
  private final KnownUsers users;
  private final GroupTraffic traffic;
  private final MessageNames names = new MessageNames();

  GroupService(
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

  /** Gives a group another name or other settings. */
  public CompletableFuture<GroupVersion> change(GroupChangeRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    Update update = update(request);
    return CallTime.bound(
        changer(request.userId(), caller)
            .thenCompose(by -> update(by, update, TRIES, limit))
            .thenApply(outcome -> new GroupVersion(outcome.version())),
        limit);
  }

  /**
   * Another name or other settings, checked.
   *
   * @param expected version; 0 for any
   */
  private record Update(
      long groupId, @Nullable String name, @Nullable GroupRules rules, long expected) {}

  private static Update update(GroupChangeRequest request) {
    GroupRules rules = request.settings();
    if (request.name() == null && rules == null) {
      throw CimException.invalid("name", "nothing", "a name, or settings");
    }
    if (rules != null) {
      var unused = RuleNames.settings(rules, GroupSettings.DEFAULT);
    }
    Long expected = request.expectedVersion();
    return new Update(
        GroupFields.groupId(request.groupId()),
        request.name() == null ? null : UserNames.visible("name", request.name()),
        rules,
        expected == null ? 0 : GroupFields.version("expectedVersion", expected));
  }

  /**
   * The store takes settings as a whole: those that the request does not name are read before, and
   * must not have changed until then.
   */
  private CompletableFuture<ChangeOutcome> update(
      StoredAccount by, Update update, int tries, Deadline limit) {
    GroupRules rules = update.rules();
    if (rules == null) {
      return update(by, update, null, update.expected(), limit)
          .thenApply(checked(by, update)::check);
    }
    return groups
        .group(by, update.groupId())
        .thenCompose(
            group -> {
              long expected = update.expected() == 0 ? group.version() : update.expected();
              GroupSettings settings = RuleNames.settings(rules, group.settings());
              return update(by, update, settings, expected, limit);
            })
        .thenCompose(
            outcome ->
                outcome.status() == ChangeOutcome.Status.VERSION_CONFLICT
                        && update.expected() == 0
                        && tries > 1
                    ? update(by, update, tries - 1, limit)
                    : CompletableFuture.completedFuture(checked(by, update).check(outcome)));
  }

  private CompletableFuture<ChangeOutcome> update(
      StoredAccount by,
      Update update,
      @Nullable GroupSettings settings,
      long expected,
      Deadline limit) {
    return conversations.change(
        new GroupChange.Update(
            update.groupId(),
            by.userId(),
            update.name(),
            settings,
            expected,
            ChangePayload.changed(by, update.groupId())),
        limit);
  }

  private static ChangeRefusals checked(StoredAccount by, Update update) {
    return ChangeRefusals.of(update.groupId(), by, " is an admin or owner of");
  }

  /** Ends a group. */
  public CompletableFuture<GroupPlace> dismiss(GroupRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    long groupId = GroupFields.groupId(request.groupId());
    return CallTime.bound(
        changer(request.userId(), caller).thenCompose(by -> dismiss(by, groupId, limit)), limit);
  }

  private CompletableFuture<GroupPlace> dismiss(StoredAccount by, long groupId, Deadline limit) {
    byte[] payload = ChangePayload.changed(by, groupId);
    ChangeRefusals refusals = ChangeRefusals.of(groupId, by, " is an owner of");
    return conversations
        .change(new GroupChange.Dismiss(groupId, by.userId(), payload), limit)
        .thenApply(refusals::check)
        .thenApply(MemberService::place);
  }

  private CompletableFuture<StoredAccount> changer(@Nullable Long userId, Caller caller) {
    return MemberService.changer(actors.userOrSystem(userId, caller), caller, traffic);
  }
}
