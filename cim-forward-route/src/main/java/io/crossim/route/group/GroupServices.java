package io.crossim.route.group;

import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.route.access.Access;
import io.crossim.route.account.Accounts;
import io.crossim.route.conversation.ConversationAssembly;
import io.crossim.route.conversation.Conversations;
import io.crossim.route.conversation.GroupTraffic;
import io.crossim.service.limits.TrafficLimits;
import java.util.concurrent.Executor;
import lombok.Getter;
import lombok.experimental.Accessors;

/** What stands behind the calls about groups and conversations, wired to each other. */
@Getter
@Accessors(fluent = true)
public final class GroupServices {

  private final GroupCreationService creation;
  private final GroupService groups;
  private final MemberService members;
  private final RoleService roles;
  private final GroupInfoService infos;
  private final GroupMessageService messages;
  private final HistoryService history;
  private final ConversationListService conversations;
  private final ReadMarkService marks;
  private final BlockService blocks;
  private final MuteService mutes;

  /** Wires them. */
  public GroupServices(Inputs inputs, ConversationAssembly parts, Limits limits) {
    ConversationStore store = inputs.store;
    Conversations conversations = parts.conversations();
    Actors actors = new Actors(inputs.access, inputs.accounts, inputs.blocking);
    KnownUsers users = new KnownUsers(inputs.accounts, inputs.blocking);
    Targets targets = new Targets(inputs.keepsPrivate);
    CountedActors countedActors = new CountedActors(actors, limits.groups);
    this.creation = new GroupCreationService(conversations, actors, users, limits.groups);
    this.groups = new GroupService(conversations, store, countedActors);
    this.members = new MemberService(conversations, store, countedActors, users);
    this.roles = new RoleService(conversations, countedActors);
    this.infos = new GroupInfoService(store, actors, users);
    this.messages =
        new GroupMessageService(
            conversations,
            actors,
            new Drafts(targets, limits.text),
            limits.traffic,
            limits.groups,
            inputs.traces);
    this.history = new HistoryService(store, actors, targets, inputs.near);
    this.conversations =
        new ConversationListService(
            inputs.inboxes,
            store,
            actors,
            new ConversationSummaries(store, users),
            inputs.keepsPrivate);
    this.marks = new ReadMarkService(store, parts.receipts(), actors, targets);
    this.mutes = new MuteService(inputs.inboxes, store, countedActors, targets);
    this.blocks = new BlockService(inputs.inboxes, store, actors, countedActors);
  }

  /**
   * What they ask.
   *
   * @param near runs a task on an event loop
   * @param blocking runs what waits for the account store
   * @param keepsPrivate whether private messages are kept as conversations
   */
  public record Inputs(
      ConversationStore store,
      InboxStore inboxes,
      Access access,
      Accounts accounts,
      MessageTraces traces,
      Executor near,
      Executor blocking,
      boolean keepsPrivate) {}

  /**
   * How much callers may do.
   *
   * @param text the largest text of a message, in bytes
   */
  public record Limits(TrafficLimits traffic, GroupTraffic groups, int text) {}
}
