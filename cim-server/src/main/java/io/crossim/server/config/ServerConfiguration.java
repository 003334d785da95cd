package io.crossim.server.config;

import com.google.common.base.Ticker;
import io.crossim.common.trace.MessageTraces;
import io.crossim.metastore.MetaStore;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.SessionApi;
import io.crossim.server.assembly.ServerAssembly;
import io.crossim.server.gateway.GatewayBounds;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.gateway.UnauthenticatedBound;
import io.crossim.server.gateway.WebBounds;
import io.crossim.server.push.GatewayCalls;
import io.crossim.server.push.LocalGateway;
import io.crossim.server.push.SendController;
import io.crossim.server.session.LocalNode;
import io.crossim.service.call.WebOrigins;
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

  /** Closed behind the port that is made from it. */
  @Bean
  ServerAssembly serverAssembly(
      ServerProperties server,
      HeartbeatProperties heartbeat,
      SessionApi sessions,
      MessageApi messages,
      ConversationApi conversations,
      EventLoops loops,
      MeterRegistry meters,
      MessageTraces traces) {
    return new ServerAssembly(
        new TcpGateway.Settings(
            MAX_LOGIN_FRAME,
            (int) server.maxFrame().toBytes(),
            server.loginTimeout(),
            heartbeat.time()),
        (int) server.maxPending().toBytes(),
        new ServerAssembly.Inputs(
            sessions,
            messages,
            conversations,
            ServerAssembly.Threads.of(loops),
            Ticker.systemTicker(),
            meters,
            traces));
  }

  @Bean
  LocalNode localNode(ServerAssembly assembly) {
    return assembly.node();
  }

  @Bean
  GatewayMeters gatewayMeters(ServerAssembly assembly) {
    return new GatewayMeters(new ConnectionCounts(assembly.connections(), Ticker.systemTicker()));
  }

  @Bean
  LaneMeters laneMeters(ServerAssembly assembly, Readiness readiness) {
    LaneMeters lanes =
        new LaneMeters(
            Map.of(
                "send",
                assembly.uplink()::stalledFor,
                "read",
                assembly.inboxes()::readingFor,
                "bind",
                assembly.sessions()::bindingFor));
    readiness.require("lanes", lanes::areMoving, lanes::trouble);
    return lanes;
  }

  @Bean
  GatewayBounds gatewayBounds(
      ServerProperties server,
      HttpProperties http,
      LimitsProperties limits,
      TrafficLimits traffic,
      Refusals refusals,
      WebOrigins origins) {
    TrustedProxies proxies = TrustedProxies.of(http.trustedProxies());
    return bounds(
        server,
        limits,
        traffic,
        refusals,
        server.proxies(http.trustedProxies()),
        new WebBounds(origins, proxies, refusals));
  }

  GatewayBounds bounds(
      ServerProperties server,
      LimitsProperties limits,
      TrafficLimits traffic,
      Refusals refusals,
      TrustedProxies proxies,
      WebBounds web) {
    return new GatewayBounds(
        new ConnectionBound(
            ServerProperties.CONNECTIONS, server.maxConnectionsPerAddress(), limits, refusals),
        new UnauthenticatedBound(server.maxUnauthenticated(), limits, refusals),
        traffic,
        server.maxFrameMessages(),
        proxies,
        web);
  }

  @Bean
  TcpGateway tcpGateway(
      ServerAssembly assembly, GatewayBounds bounds, EventLoops loops, ServerTls tls) {
    return assembly.tcpGateway(bounds, loops, tls);
  }

  @Bean
  LocalGateway localGateway(ServerAssembly assembly) {
    return assembly.gateway();
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
