package io.crossim.route.conversation;

import io.crossim.common.trace.MessageTraces;
import io.crossim.metastore.RouteNode;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.delivery.DeadlineWatch;
import io.crossim.route.delivery.PostUplink;
import io.crossim.route.delivery.PrivateMessages;
import io.crossim.route.delivery.PushHints;
import io.crossim.route.delivery.PushWait;
import io.crossim.route.delivery.References;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.presence.Watchers;
import io.crossim.route.session.BoundSessions;
import io.crossim.route.session.SessionLookup;
import io.crossim.service.limits.TrafficLimits;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.experimental.Accessors;

/** The parts of conversations, wired to each other. It starts nothing. */
@Getter
@Accessors(fluent = true)
public final class ConversationAssembly {

  private final Conversations conversations;

  /** Takes what clients send to logs over their connections. */
  private final PostUplink uplink;

  /** Reads what inboxes have of conversations. */
  private final References references;

  /** Moves the marks of members. */
  private final Receipts receipts;

  /** Tells servers who is online. */
  private final Watchers watchers;

  /** Whether private messages are posted at present: it is wanted, and every route reads them. */
  @Getter(AccessLevel.NONE)
  private final BooleanSupplier keepsPrivate;

  @Getter(AccessLevel.NONE)
  private final PushWait pushWait;

  @Getter(AccessLevel.NONE)
  private final MessageTraces traces;

  private final LoginCatchUp logins;
  private final Sweeper sweeper;

  /** Answers servers. */
  private final ConversationApi service;

  /** Wires them. */
  public ConversationAssembly(Stores stores, Servers servers, Traffic limits, Inputs inputs) {
    Executor near = inputs.near;
    traces = inputs.traces;
    ConversationStore store = stores.conversations;
    ConversationMeters meters = new ConversationMeters(inputs.meters);
    MemberLists lists = new MemberLists(store);
    CollectLane collects = new CollectLane(stores.inboxes, meters, near);
    CatchUp catchUp = new CatchUp(store, collects, near);
    OnlineMembers online = new OnlineMembers();
    Deliveries deliveries =
        new Deliveries(
            lists,
            stores.sessions,
            new DeliveryTools(
                collects,
                catchUp,
                new FinishedLane(store, near, inputs.timer),
                new SessionLookup(stores.sessions, near),
                servers.hints,
                new Retries(inputs.timer),
                online,
                meters,
                inputs.traces),
            near);
    Supplier<Boolean> readsPairs =
        new FromRoutes<>(inputs.routes, all -> all.stream().allMatch(RouteNode::readsPairs));
    keepsPrivate = () -> inputs.keepsPrivate && readsPairs.get();
    Posts posts =
        new Posts(
            store,
            deliveries,
            new UplinkTraffic(limits.groups, limits.users, online),
            keepsPrivate,
            meters,
            inputs.traces,
            near);
    Supplier<Boolean> takeConversations =
        new FromRoutes<>(
            inputs.routes, all -> all.stream().allMatch(RouteNode::takesConversations));
    conversations =
        new Conversations(
            store,
            posts,
            new GroupChanges(store, stores.inboxes, catchUp, deliveries),
            online,
            new DeadlineWatch(inputs.timer),
            takeConversations::get,
            keepsPrivate);
    uplink = posts;
    references = new StoredReferences(store, new GroupNames(store), meters);
    logins =
        new LoginCatchUp(
            new UserCatchUp(stores.inboxes, store, stores.sessions, catchUp, servers.hints, near),
            inputs.timer);
    sweeper = new Sweeper(store, deliveries, meters, inputs.routes, inputs.timer);
    watchers = new Watchers(stores.sessions, servers.links, near);
    Notices notices = new Notices(stores.sessions, servers.links);
    receipts = new Receipts(store, lists, notices, meters);
    service =
        new ConversationService(
            logins,
            new BoundSessions(stores.sessions),
            receipts,
            new Signals(stores.inboxes, store, lists, notices, meters),
            watchers,
            inputs.keepsPrivate);
    pushWait = new PushWait(inputs.timer);
  }

  /**
   * Takes private messages of HTTP callers.
   *
   * @param toInbox takes them while they are not kept as conversations
   */
  public PrivateMessages privateMessages(PrivateMessages toInbox) {
    return new PairPosts(conversations, keepsPrivate, toInbox, pushWait, traces);
  }

  /** The stores that conversations need. */
  public record Stores(
      ConversationStore conversations, InboxStore inboxes, SessionStore sessions) {}

  /** The servers, and how they are told what inboxes get. */
  public record Servers(ServerLinks links, PushHints hints) {}

  /** How often groups, and users, may be posted to and post. */
  public record Traffic(GroupTraffic groups, TrafficLimits users) {}

  /**
   * What else they need.
   *
   * @param routes that discovery lists
   * @param near runs a task on the event loop that hands it over, if one does
   * @param timer runs what is to be done later
   * @param keepsPrivate whether private messages are to be kept in logs of their own
   */
  public record Inputs(
      Supplier<List<RouteNode>> routes,
      Executor near,
      ScheduledExecutorService timer,
      MeterRegistry meters,
      MessageTraces traces,
      boolean keepsPrivate) {}
}
