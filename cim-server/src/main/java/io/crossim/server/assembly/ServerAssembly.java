package io.crossim.server.assembly;

import com.google.common.base.Ticker;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.SessionApi;
import io.crossim.server.connection.CloseLog;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.connection.Dialects;
import io.crossim.server.conversation.ConversationMeters;
import io.crossim.server.conversation.ConversationUplink;
import io.crossim.server.conversation.Presence;
import io.crossim.server.dialect.V2Dialect;
import io.crossim.server.dialect.V3Dialect;
import io.crossim.server.gateway.GatewayBounds;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.inbox.HeadRefresh;
import io.crossim.server.inbox.InboxCalls;
import io.crossim.server.inbox.InboxMeters;
import io.crossim.server.move.MovableClients;
import io.crossim.server.push.LocalGateway;
import io.crossim.server.push.PushMeters;
import io.crossim.server.route.MeteredConversations;
import io.crossim.server.route.MeteredMessages;
import io.crossim.server.route.MeteredSessions;
import io.crossim.server.session.Displacement;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.LoginMeters;
import io.crossim.server.session.Logins;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.session.SessionRegistry;
import io.crossim.server.uplink.Uplink;
import io.crossim.server.uplink.UplinkMeters;
import io.crossim.server.websocket.WebSocketDialect;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.ServerTls;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.experimental.Accessors;

/**
 * The parts of one server between its ports and the routes, wired to each other. It opens no port
 * and starts no thread.
 */
@Getter
@Accessors(fluent = true)
public final class ServerAssembly implements AutoCloseable {

  private final LocalNode node = new LocalNode();
  private final ConnectionsByLoop connections = new ConnectionsByLoop();
  private final SessionRegistry registry = new SessionRegistry();
  private final CloseLog closes;
  private final Logins logins;
  private final InboxCalls inboxes;
  private final SessionBinder sessions;

  /** Ends sessions that have a successor, or that somebody has ended. */
  private final Displacement displacement;

  private final Uplink uplink;
  private final ConversationUplink conversations;
  private final MovableClients movable;
  private final ConnectionSettings connectionSettings;

  /** What routes call. */
  private final LocalGateway gateway;

  @Getter(AccessLevel.NONE)
  private final TcpGateway.Settings settings;

  /**
   * Wires a server.
   *
   * @param maxPending the most bytes that wait for one client
   */
  public ServerAssembly(TcpGateway.Settings settings, int maxPending, Inputs inputs) {
    this.settings = settings;
    MeterRegistry meters = inputs.meters;
    Ticker ticker = inputs.ticker;
    Threads threads = inputs.threads;
    MessageApi messages = new MeteredMessages(inputs.messages, meters);
    ConversationApi atRoutes = new MeteredConversations(inputs.conversations, meters);
    closes = new CloseLog(meters);
    logins = new Logins(new LoginMeters(meters));
    movable = new MovableClients(connections, ticker);
    inboxes =
        new InboxCalls(
            messages,
            atRoutes,
            ticker,
            new InboxMeters(meters),
            inputs.traces,
            threads.near,
            threads.timer);
    displacement = new Displacement(registry);
    sessions =
        new SessionBinder(
            registry,
            new MeteredSessions(inputs.sessions, meters),
            node,
            logins,
            displacement,
            threads.near,
            threads.timer);
    uplink =
        new Uplink(
            messages,
            new UplinkMeters(meters),
            inputs.traces,
            sessions.rebinding()::oneSoon,
            ticker,
            threads.any,
            threads.timer);
    ConversationMeters conversationMeters = new ConversationMeters(meters);
    Presence presence =
        new Presence(atRoutes, node, conversationMeters, threads.near, threads.timer);
    conversations =
        new ConversationUplink(atRoutes, conversationMeters, presence, threads.near, threads.timer);
    gateway =
        new LocalGateway(
            node,
            connections,
            registry,
            sessions.rebinding(),
            displacement,
            movable,
            new PushMeters(meters),
            presence,
            settings.maxFrame());
    connectionSettings =
        new ConnectionSettings(
            ticker,
            closes,
            new Dialects(
                new V2Dialect(inboxes),
                new V3Dialect(inboxes, settings.maxFrame()),
                new WebSocketDialect(inboxes, settings.maxFrame())),
            maxPending);
  }

  /** Makes the port of this server, which is not open yet; its maker closes it before this. */
  public TcpGateway tcpGateway(GatewayBounds bounds, EventLoops loops, ServerTls tls) {
    return new TcpGateway(
        settings,
        connectionSettings,
        connections,
        sessions,
        logins,
        uplink,
        conversations,
        new HeadRefresh(inboxes),
        bounds,
        loops,
        tls,
        node::isLeaving);
  }

  @Override
  public void close() {
    uplink.close();
    conversations.close();
    sessions.close();
    inboxes.close();
  }

  /**
   * What a server needs from outside.
   *
   * @param sessions of the routes
   * @param messages of the routes
   * @param conversations of the routes
   * @param ticker measures how long things take
   */
  public record Inputs(
      SessionApi sessions,
      MessageApi messages,
      ConversationApi conversations,
      Threads threads,
      Ticker ticker,
      MeterRegistry meters,
      MessageTraces traces) {}

  /**
   * Where the parts do their work.
   *
   * @param near runs a task on the event loop that hands it over, if one does
   * @param any runs tasks on all event loops in turn
   * @param timer runs what is to be done later
   */
  public record Threads(Executor near, Executor any, ScheduledExecutorService timer) {

    /** The threads of these loops. */
    public static Threads of(EventLoops loops) {
      return new Threads(loops::executeNear, loops.group(), loops.group());
    }
  }
}
