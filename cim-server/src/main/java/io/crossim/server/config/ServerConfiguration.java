package io.crossim.server.config;

import com.google.common.base.Ticker;
import io.crossim.common.trace.MessageTraces;
import io.crossim.metastore.MetaStore;
import io.crossim.metastore.RouteNode;
import io.crossim.metastore.ServerNode;
import io.crossim.metastore.Watched;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.PlacementApi;
import io.crossim.route.api.RoutePeer;
import io.crossim.route.api.SessionApi;
import io.crossim.server.connection.CloseLog;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.connection.Dialects;
import io.crossim.server.dialect.V2Dialect;
import io.crossim.server.dialect.V3Dialect;
import io.crossim.server.discovery.DiscoveryEntry;
import io.crossim.server.discovery.Drain;
import io.crossim.server.discovery.DrainCalls;
import io.crossim.server.discovery.ServerLifecycle;
import io.crossim.server.gateway.GatewayBounds;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.gateway.UnauthenticatedBound;
import io.crossim.server.inbox.HeadRefresh;
import io.crossim.server.inbox.InboxCalls;
import io.crossim.server.inbox.InboxMeters;
import io.crossim.server.move.DrainSchedule;
import io.crossim.server.move.MovableClients;
import io.crossim.server.move.Rebalance;
import io.crossim.server.push.GatewayCalls;
import io.crossim.server.push.LocalGateway;
import io.crossim.server.push.PushMeters;
import io.crossim.server.session.FailoverMessages;
import io.crossim.server.session.FailoverPlacement;
import io.crossim.server.session.FailoverSessions;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.LoginMeters;
import io.crossim.server.session.Logins;
import io.crossim.server.session.MeteredMessages;
import io.crossim.server.session.MeteredSessions;
import io.crossim.server.session.RouteClients;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.session.SessionRegistry;
import io.crossim.server.uplink.Uplink;
import io.crossim.server.uplink.UplinkMeters;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.discovery.AdvertisedHost;
import io.crossim.service.discovery.AdvertisedPort;
import io.crossim.service.discovery.DiscoveryMeters;
import io.crossim.service.discovery.DiscoveryProperties;
import io.crossim.service.discovery.ZooKeeperProperties;
import io.crossim.service.limits.ConnectionBound;
import io.crossim.service.limits.LimitsProperties;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.operation.OperationThread;
import io.crossim.service.operation.Readiness;
import io.crossim.service.peer.PeerClients;
import io.crossim.service.start.SecondSignal;
import io.crossim.service.tls.ServerTls;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the server together. The single process imports this class behind the route's, whose {@link
 * SessionApi} then takes the place of the calls over HTTP. A {@link MetaStore} bean is needed.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  ServerProperties.class,
  HeartbeatProperties.class,
  RouteProperties.class
})
public class ServerConfiguration {

  /** A v2 login is a few bytes; nobody needs more before he has said who he is. */
  private static final int MAX_LOGIN_FRAME = 4096;

  private static final Duration ROUTE_CALL = Duration.ofSeconds(3);

  @Bean
  LocalNode localNode() {
    return new LocalNode();
  }

  @Bean
  CloseLog closeLog(MeterRegistry meters) {
    return new CloseLog(meters);
  }

  @Bean
  GatewayMeters gatewayMeters(ConnectionsByLoop connections) {
    return new GatewayMeters(new ConnectionCounts(connections, Ticker.systemTicker()));
  }

  @Bean
  LaneMeters laneMeters(
      Uplink uplink, InboxCalls calls, SessionBinder sessions, Readiness readiness) {
    LaneMeters lanes =
        new LaneMeters(
            Map.of(
                "send",
                uplink::stalledFor,
                "read",
                calls::readingFor,
                "bind",
                sessions::bindingFor));
    readiness.require("lanes", lanes::areMoving);
    return lanes;
  }

  @Bean
  ConnectionsByLoop connectionsByLoop() {
    return new ConnectionsByLoop();
  }

  @Bean
  SessionRegistry sessionRegistry() {
    return new SessionRegistry();
  }

  @Bean
  @ConditionalOnMissingBean({SessionApi.class, MessageApi.class, PlacementApi.class})
  KnownRoutes knownRoutes(
      MetaStore discovery, RouteProperties properties, PeerClients peers, MeterRegistry meters) {
    return new KnownRoutes(
        properties
            .address()
            .<Supplier<List<RoutePeer>>>map(
                url -> {
                  List<RoutePeer> one = List.of(new RoutePeer(peers.open(url, ROUTE_CALL)));
                  return () -> one;
                })
            .orElseGet(
                () -> {
                  Watched<RouteNode> routes = discovery.routes();
                  DiscoveryMeters.changes(meters, "routes", routes);
                  return new RouteClients(routes, peers, ROUTE_CALL);
                }));
  }

  @Bean
  @ConditionalOnMissingBean(SessionApi.class)
  SessionApi sessionsAtRoutes(KnownRoutes routes) {
    return new FailoverSessions(routes.clients());
  }

  @Bean
  @ConditionalOnMissingBean(MessageApi.class)
  MessageApi messagesAtRoutes(KnownRoutes routes) {
    return new FailoverMessages(routes.clients());
  }

  @Bean
  @ConditionalOnMissingBean(PlacementApi.class)
  PlacementApi placementAtRoutes(KnownRoutes routes) {
    return new FailoverPlacement(routes.clients());
  }

  /** The routes as they are now. */
  record KnownRoutes(Supplier<List<RoutePeer>> clients) {}

  @Bean
  InboxCalls inboxCalls(
      MessageApi routes, EventLoops loops, MeterRegistry meters, MessageTraces traces) {
    return new InboxCalls(
        new MeteredMessages(routes, meters),
        Ticker.systemTicker(),
        new InboxMeters(meters),
        traces,
        loops::executeNear,
        loops.group());
  }

  @Bean
  Uplink uplink(
      MessageApi routes,
      SessionBinder sessions,
      EventLoops loops,
      MeterRegistry meters,
      MessageTraces traces) {
    return new Uplink(
        new MeteredMessages(routes, meters),
        new UplinkMeters(meters),
        traces,
        sessions::bindAgain,
        Ticker.systemTicker(),
        loops.group(),
        loops.group());
  }

  @Bean
  Logins logins(MeterRegistry meters) {
    return new Logins(new LoginMeters(meters));
  }

  @Bean
  SessionBinder sessionBinder(
      SessionRegistry registry,
      SessionApi sessions,
      LocalNode node,
      Logins logins,
      EventLoops loops,
      MeterRegistry meters) {
    return new SessionBinder(
        registry,
        new MeteredSessions(sessions, meters),
        node,
        logins,
        loops::executeNear,
        loops.group());
  }

  @Bean
  GatewayBounds gatewayBounds(
      ServerProperties server, LimitsProperties limits, TrafficLimits traffic, Refusals refusals) {
    return new GatewayBounds(
        new ConnectionBound(
            ServerProperties.CONNECTIONS, server.maxConnectionsPerAddress(), limits, refusals),
        new UnauthenticatedBound(server.maxUnauthenticated(), limits, refusals),
        traffic,
        server.maxFrameMessages());
  }

  @Bean
  TcpGateway tcpGateway(
      ServerProperties server,
      HeartbeatProperties heartbeat,
      CloseLog closes,
      ConnectionsByLoop connections,
      SessionBinder sessions,
      Logins logins,
      Uplink uplink,
      InboxCalls calls,
      GatewayBounds bounds,
      EventLoops loops,
      ServerTls tls) {
    return new TcpGateway(
        new TcpGateway.Settings(
            MAX_LOGIN_FRAME,
            (int) server.maxFrame().toBytes(),
            server.loginTimeout(),
            heartbeat.time()),
        new ConnectionSettings(
            Ticker.systemTicker(),
            closes,
            new Dialects(
                new V2Dialect(calls), new V3Dialect(calls, (int) server.maxFrame().toBytes())),
            (int) server.maxPending().toBytes()),
        connections,
        sessions,
        logins,
        uplink,
        new HeadRefresh(calls),
        bounds,
        loops,
        tls);
  }

  @Bean
  MovableClients movableClients(ConnectionsByLoop connections) {
    return new MovableClients(connections, Ticker.systemTicker());
  }

  @Bean
  LocalGateway localGateway(
      ServerProperties server,
      LocalNode node,
      ConnectionsByLoop connections,
      SessionRegistry registry,
      SessionBinder sessions,
      MovableClients movable,
      MeterRegistry meters) {
    return new LocalGateway(
        node,
        connections,
        registry,
        sessions,
        movable,
        new PushMeters(meters),
        (int) server.maxFrame().toBytes());
  }

  @Bean
  GatewayCalls gatewayCalls(LocalGateway gateway) {
    return new GatewayCalls(gateway);
  }

  @Bean
  DiscoveryEntry discoveryEntry(MetaStore discovery, LocalNode node, SessionBinder sessions) {
    return new DiscoveryEntry(discovery, node, sessions);
  }

  @Bean
  Drain drain(
      DiscoveryEntry discoveryEntry,
      LocalNode node,
      ConnectionsByLoop connections,
      MovableClients movable,
      ServerProperties server,
      EventLoops loops) {
    return new Drain(
        discoveryEntry,
        node,
        connections,
        movable,
        new DrainSchedule(connections, loops.group(), discoveryEntry::hasOthers),
        server.drainTime());
  }

  @Bean
  DrainCalls drainCalls(Drain drain, JsonMapper json, OperationThread thread) {
    return new DrainCalls(drain, json, thread);
  }

  @Bean
  Rebalance rebalance(
      ConnectionsByLoop connections,
      LocalNode node,
      PlacementApi routes,
      MetaStore discovery,
      ServerProperties server,
      EventLoops loops) {
    Rebalance rebalance =
        new Rebalance(
            connections,
            node,
            routes,
            loops.group(),
            Ticker.systemTicker(),
            new Rebalance.Settings(server.rebalancePerSecond(), server.rebalanceAfter()));
    discovery.servers().onChange(rebalance::listed);
    return rebalance;
  }

  @Bean
  ServerLifecycle serverLifecycle(
      ServerProperties server,
      Environment environment,
      TcpGateway gateway,
      SessionBinder sessions,
      LocalNode node,
      DiscoveryEntry discoveryEntry,
      Drain drain,
      ZooKeeperProperties zooKeeper,
      ClusterCredential credential,
      DiscoveryProperties discovery,
      Readiness readiness) {
    readiness.require("gateway", gateway::isOpen);
    readiness.require("service", drain::isInService);
    readiness.require(
        "registration", () -> !zooKeeper.registers() || discoveryEntry.isRegistered());
    return new ServerLifecycle(
        server.port(),
        () -> environment.getRequiredProperty("local.server.port", Integer.class),
        (tcp, http) -> {
          String host =
              AdvertisedHost.choose(
                  "cim.server.advertised-host", server.advertisedHost(), discovery);
          ServerNode opened =
              node.open(
                  host,
                  AdvertisedPort.choose(server.advertisedPort(), tcp),
                  AdvertisedPort.choose(server.advertisedHttpPort(), http),
                  server.clientHost(host));
          credential.answersTo(opened.host(), opened.httpPort());
          return opened;
        },
        gateway,
        sessions,
        drain,
        SecondSignal::watch);
  }
}
