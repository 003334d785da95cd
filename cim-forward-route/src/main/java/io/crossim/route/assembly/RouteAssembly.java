package io.crossim.route.assembly;

import io.crossim.common.trace.MessageTraces;
import io.crossim.metastore.RouteNode;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.access.Access;
import io.crossim.route.access.HashingQueue;
import io.crossim.route.access.SecurityProperties;
import io.crossim.route.access.Tokens;
import io.crossim.route.account.Accounts;
import io.crossim.route.conversation.ConversationAssembly;
import io.crossim.route.conversation.GroupTraffic;
import io.crossim.route.delivery.BroadcastDelivery;
import io.crossim.route.delivery.DeliveryMeters;
import io.crossim.route.delivery.MessageService;
import io.crossim.route.delivery.PrivateDelivery;
import io.crossim.route.delivery.PushHints;
import io.crossim.route.delivery.Uplink;
import io.crossim.route.group.GroupServices;
import io.crossim.route.link.GatewayClientFactory;
import io.crossim.route.link.ServerFanOut;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.login.AccountService;
import io.crossim.route.login.LoginAssembly;
import io.crossim.route.login.Placement;
import io.crossim.route.meter.MeteredGateway;
import io.crossim.route.presence.Presence;
import io.crossim.route.presence.WatchedSessions;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.session.ConflictPolicy;
import io.crossim.route.session.SessionConflicts;
import io.crossim.route.session.SessionLookup;
import io.crossim.route.session.SessionService;
import io.crossim.route.web.Limits;
import io.crossim.route.web.RouteService;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrafficLimits;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import lombok.Getter;
import lombok.experimental.Accessors;

/**
 * The parts of one route between its calls and the stores, wired to each other. It opens no port
 * and starts no thread.
 */
@Getter
@Accessors(fluent = true)
public final class RouteAssembly implements AutoCloseable {

  /** The servers that the route pushes to. */
  private final ServerLinks links;

  private final RouteService route;
  private final AccountService accounts;
  private final SessionService sessions;
  private final MessageService messages;
  private final Placement placement;
  private final ConversationAssembly conversations;
  private final GroupServices groups;

  /** Wires a route. */
  public RouteAssembly(Settings settings, Stores stores, Inputs inputs) {
    MeterRegistry meters = inputs.meters;
    MessageTraces traces = inputs.traces;
    RouteThreads threads = inputs.threads;
    DeliveryMeters delivered = new DeliveryMeters(meters);
    links =
        new ServerLinks(
            node -> new MeteredGateway(inputs.gateways.open(node), meters),
            inputs.storeEpoch,
            threads.near(),
            threads.timer());
    ServerFanOut servers = new ServerFanOut(links);
    Accounts known = new Accounts(stores.accounts);
    Access access = new Access(settings.security, inputs.tokens, known);
    SessionLookup lookup = new SessionLookup(stores.sessions, threads.near());
    SessionConflicts conflicts = new SessionConflicts(links, settings.conflict);

    PushHints hints = new PushHints(stores.sessions, links, delivered, traces);
    BroadcastDelivery broadcasts = new BroadcastDelivery(servers, inputs.clock, delivered);
    GroupTraffic groupTraffic =
        new GroupTraffic(settings.groups, settings.isLoopbackExempt, inputs.refusals);
    conversations =
        new ConversationAssembly(
            new ConversationAssembly.Stores(stores.conversations, stores.inboxes, stores.sessions),
            new ConversationAssembly.Servers(links, hints),
            new ConversationAssembly.Traffic(groupTraffic, inputs.traffic),
            new ConversationAssembly.Inputs(
                inputs.routes,
                threads.near(),
                threads.timer(),
                meters,
                traces,
                settings.keepsPrivate));
    PrivateDelivery toInboxes =
        new PrivateDelivery(
            stores.inboxes, stores.sessions, hints, traces, threads.near(), threads.timer());
    route =
        new RouteService(
            settings.limits,
            inputs.traffic,
            known,
            access,
            conversations.privateMessages(toInboxes),
            broadcasts,
            new Presence(servers, links, lookup),
            threads.blocking());
    int maxBody = (int) settings.limits.text().toBytes();
    groups =
        new GroupServices(
            new GroupServices.Inputs(
                stores.conversations,
                stores.inboxes,
                access,
                known,
                traces,
                threads.near(),
                threads.blocking(),
                settings.keepsPrivate),
            conversations,
            new GroupServices.Limits(inputs.traffic, groupTraffic, maxBody));
    Uplink uplink =
        new Uplink(
            known,
            stores.inboxes,
            stores.sessions,
            hints,
            broadcasts,
            conversations.uplink(),
            maxBody,
            traces,
            threads.blocking());
    messages = new MessageService(uplink, stores.inboxes, conversations.references(), maxBody);
    sessions =
        new SessionService(
            known,
            access,
            new WatchedSessions(stores.sessions, conversations.watchers()),
            stores.inboxes,
            conflicts,
            inputs.traffic,
            conversations.logins()::begin,
            threads.blocking());
    LoginAssembly login =
        new LoginAssembly(
            new LoginAssembly.Inputs(
                known, access, inputs.tokens, inputs.hashing, inputs.traffic, threads.blocking()),
            new LoginAssembly.Sessions(lookup, conflicts),
            new LoginAssembly.Servers(links, inputs.strategy));
    accounts = login.accounts();
    placement = login.placement();
  }

  @Override
  public void close() {
    conversations.sweeper().close();
    links.close();
  }

  /**
   * What a route is configured to do.
   *
   * @param groups how often groups may be made, changed and posted to
   * @param isLoopbackExempt whether this machine's own calls are free of that
   * @param keepsPrivate whether private messages are kept in logs of their own
   */
  public record Settings(
      SecurityProperties security,
      ConflictPolicy conflict,
      Limits limits,
      GroupTraffic.Rates groups,
      boolean isLoopbackExempt,
      boolean keepsPrivate) {}

  /** Where a route keeps what must survive it; their maker closes them. */
  public record Stores(
      AccountStore accounts,
      SessionStore sessions,
      InboxStore inboxes,
      ConversationStore conversations) {}

  /**
   * What else a route needs from outside.
   *
   * @param gateways opens the lines to servers
   * @param routes that discovery lists
   * @param storeEpoch names the content of the session store, for servers
   * @param clock tells the time that messages to everyone carry
   */
  public record Inputs(
      GatewayClientFactory gateways,
      Supplier<List<RouteNode>> routes,
      Supplier<String> storeEpoch,
      SelectionStrategy strategy,
      Tokens tokens,
      HashingQueue hashing,
      TrafficLimits traffic,
      Refusals refusals,
      RouteThreads threads,
      Clock clock,
      MeterRegistry meters,
      MessageTraces traces) {}
}
