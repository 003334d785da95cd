package io.crossim.route.group;

import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.route.access.Caller;
import io.crossim.route.api.GroupChangeRequest;
import io.crossim.route.api.GroupPlace;
import io.crossim.route.api.GroupRequest;
import io.crossim.route.api.GroupRules;
import io.crossim.route.api.GroupVersion;
import io.crossim.route.conversation.ChangePayload;
import io.crossim.route.conversation.Conversations;
import io.crossim.service.clock.Deadline;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Changes what groups are, and ends them. Never blocks; what is wrong with a request is thrown at
 * once, everything else fails the result.
 */
public final class GroupService {

  /** How often a change that names only some settings is tried again when others change too. */
  private static final int TRIES = 4;

  private final Conversations conversations;
  private final MembershipCheck groups;
  private final CountedActors countedActors;

  GroupService(Conversations conversations, ConversationStore store, CountedActors countedActors) {
    this.conversations = conversations;
    this.groups = new MembershipCheck(store);
    this.countedActors = countedActors;
  }

  /** Gives a group another name or other settings. */
  public CompletableFuture<GroupVersion> change(GroupChangeRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    Update update = update(request);
    return CallTime.bound(
        countedActors
            .userOrSystem(request.userId(), caller)
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
        countedActors
            .userOrSystem(request.userId(), caller)
            .thenCompose(by -> dismiss(by, groupId, limit)),
        limit);
  }

  private CompletableFuture<GroupPlace> dismiss(StoredAccount by, long groupId, Deadline limit) {
    byte[] payload = ChangePayload.changed(by, groupId);
    ChangeRefusals refusals = ChangeRefusals.of(groupId, by, " is an owner of");
    return conversations
        .change(new GroupChange.Dismiss(groupId, by.userId(), payload), limit)
        .thenApply(refusals::check)
        .thenApply(MemberService::place);
  }
}
