package io.crossim.server.config;

import com.google.common.base.Ticker;
import io.crossim.common.trace.MessageTraces;
import io.crossim.metastore.MetaStore;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.SessionApi;
import io.crossim.server.connection.CloseLog;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.connection.Dialects;
import io.crossim.server.dialect.V2Dialect;
import io.crossim.server.dialect.V3Dialect;
import io.crossim.server.gateway.GatewayBounds;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.gateway.UnauthenticatedBound;
import io.crossim.server.inbox.HeadRefresh;
import io.crossim.server.inbox.InboxCalls;
import io.crossim.server.inbox.InboxMeters;
import io.crossim.server.move.MovableClients;
import io.crossim.server.push.GatewayCalls;
import io.crossim.server.push.LocalGateway;
import io.crossim.server.push.PushMeters;
import io.crossim.server.push.SendController;
import io.crossim.server.route.MeteredMessages;
import io.crossim.server.route.MeteredSessions;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.LoginMeters;
import io.crossim.server.session.Logins;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.session.SessionRegistry;
import io.crossim.server.uplink.Uplink;
import io.crossim.server.uplink.UplinkMeters;
import io.crossim.service.limits.ConnectionBound;
import io.crossim.service.limits.LimitsProperties;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.limits.TrustedProxies;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.operation.Readiness;
import io.crossim.service.tls.ServerTls;
import io.crossim.service.web.HttpProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Puts the server together. The single process imports this class behind the route's, whose {@link
 * SessionApi} then takes the place of the calls over HTTP. A {@link MetaStore} bean is needed.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ServerProperties.class, HeartbeatProperties.class})
@Import({RouteCallsConfiguration.class, LifecycleConfiguration.class})
public class ServerConfiguration {

  /** A v2 login is a few bytes; nobody needs more before they have said who they are. */
  private static final int MAX_LOGIN_FRAME = 4096;

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
        sessions.rebinding()::oneSoon,
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
      ServerProperties server,
      HttpProperties http,
      LimitsProperties limits,
      TrafficLimits traffic,
      Refusals refusals) {
    return bounds(server, limits, traffic, refusals, server.proxies(http.trustedProxies()));
  }

  GatewayBounds bounds(
      ServerProperties server,
      LimitsProperties limits,
      TrafficLimits traffic,
      Refusals refusals,
      TrustedProxies proxies) {
    return new GatewayBounds(
        new ConnectionBound(
            ServerProperties.CONNECTIONS, server.maxConnectionsPerAddress(), limits, refusals),
        new UnauthenticatedBound(server.maxUnauthenticated(), limits, refusals),
        traffic,
        server.maxFrameMessages(),
        proxies);
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
  SendController sendController(LocalGateway gateway) {
    return new SendController(gateway);
  }
}
