package io.crossim.server.config;

import com.google.common.base.Suppliers;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.RoutePeer;
import io.crossim.server.api.GatewayClient;
import io.crossim.server.config.RouteCallsConfiguration.KnownRoutes;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.inbox.InboxCalls;
import io.crossim.server.push.LocalGateway;
import io.crossim.server.warmup.ServerWarmup;
import io.crossim.server.warmup.StubRoute;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.Logins;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.session.SessionRegistry;
import io.crossim.server.uplink.Uplink;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.warmup.Warmup;
import io.crossim.service.warmup.WarmupEnvironment;
import io.crossim.service.tls.PeerTls;
import io.crossim.service.tls.ServerTls;
import io.crossim.service.warmup.WarmupProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts a copy of the server together, which the warm-up is played through. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WarmupProperties.class)
public class WarmupConfiguration {

  @Bean
  Warmup warmup(
      WarmupProperties warmup,
      EventLoops loops,
      PeerTls tls,
      JsonMapper json,
      ServerProperties server,
      HeartbeatProperties heartbeat) {
    return new Warmup(warmup, loops, tls, json, environment -> play(environment, server, heartbeat));
  }

  private static void play(
      WarmupEnvironment environment, ServerProperties server, HeartbeatProperties heartbeat)
      throws Exception {
    ServerConfiguration parts = new ServerConfiguration();
    RouteCallsConfiguration routeParts = new RouteCallsConfiguration();
    EventLoops loops = environment.loops();
    MeterRegistry meters = environment.meters();
    LocalNode node = parts.localNode();
    ConnectionsByLoop connections = parts.connectionsByLoop();
    SessionRegistry registry = parts.sessionRegistry();
    Supplier<List<RoutePeer>> route =
        Suppliers.memoize(() -> List.of(new RoutePeer(environment.caller())));
    KnownRoutes routes = new KnownRoutes(route);
    MessageApi messages = routeParts.messagesAtRoutes(routes);
    try (InboxCalls inboxes = parts.inboxCalls(messages, loops, meters, MessageTraces.OFF)) {
      Logins logins = parts.logins(meters);
      try (SessionBinder sessions =
              parts.sessionBinder(
                  registry, routeParts.sessionsAtRoutes(routes), node, logins, loops, meters);
          Uplink uplink = parts.uplink(messages, sessions, loops, meters, MessageTraces.OFF)) {
        LocalGateway gateway =
            parts.localGateway(
                server,
                node,
                connections,
                registry,
                sessions,
                new LifecycleConfiguration().movableClients(connections),
                meters);
        environment.open(parts.gatewayCalls(gateway), new StubRoute());
        TcpGateway tcp =
            parts.tcpGateway(
                server,
                heartbeat,
                parts.closeLog(meters),
                connections,
                sessions,
                logins,
                uplink,
                inboxes,
                parts.gatewayBounds(
                    server, environment.limits(), environment.traffic(), environment.refusals()),
                loops,
                ServerTls.none());
        try {
          int port = tcp.open(new InetSocketAddress(WarmupEnvironment.ADDRESS, 0));
          node.open(WarmupEnvironment.ADDRESS.getHostAddress(), port, environment.port());
          ServerWarmup.on(
              environment, port, new GatewayClient(environment.caller(), environment.caller()));
        } finally {
          tcp.close();
        }
      }
    }
  }
}
