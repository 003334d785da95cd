package io.crossim.server.config;

import com.google.common.base.Suppliers;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.api.RoutePeer;
import io.crossim.server.api.GatewayClient;
import io.crossim.server.assembly.ServerAssembly;
import io.crossim.server.gateway.GatewayBounds;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.gateway.WebBounds;
import io.crossim.server.route.FailoverConversations;
import io.crossim.server.route.FailoverMessages;
import io.crossim.server.route.FailoverSessions;
import io.crossim.server.warmup.ServerWarmup;
import io.crossim.server.warmup.StubRoute;
import io.crossim.service.call.WebOrigins;
import io.crossim.service.limits.TrustedProxies;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.PeerTls;
import io.crossim.service.tls.ServerTls;
import io.crossim.service.warmup.Warmup;
import io.crossim.service.warmup.WarmupEnvironment;
import io.crossim.service.warmup.WarmupProperties;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts a copy of the server together, through which the warm-up sends messages. */
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
    return new Warmup(
        warmup, loops, tls, json, environment -> send(environment, server, heartbeat));
  }

  private static void send(
      WarmupEnvironment environment, ServerProperties server, HeartbeatProperties heartbeat)
      throws Exception {
    ServerConfiguration parts = new ServerConfiguration();
    Supplier<List<RoutePeer>> route =
        Suppliers.memoize(() -> List.of(new RoutePeer(environment.caller())));
    EventLoops loops = environment.loops();
    try (ServerAssembly copy =
        parts.serverAssembly(
            server,
            heartbeat,
            new FailoverSessions(route),
            new FailoverMessages(route),
            new FailoverConversations(route),
            loops,
            environment.meters(),
            MessageTraces.OFF)) {
      environment.open(parts.gatewayCalls(copy.gateway()), new StubRoute());
      GatewayBounds bounds =
          parts.bounds(
              server,
              environment.limits(),
              environment.traffic(),
              environment.refusals(),
              TrustedProxies.NONE,
              new WebBounds(WebOrigins.OWN, TrustedProxies.NONE, environment.refusals()));
      TcpGateway tcp = copy.tcpGateway(bounds, loops, ServerTls.none());
      try {
        int port = tcp.open(new InetSocketAddress(WarmupEnvironment.ADDRESS, 0));
        copy.node().open(WarmupEnvironment.ADDRESS.getHostAddress(), port, environment.port());
        ServerWarmup.run(
            environment, port, new GatewayClient(environment.caller(), environment.caller()));
      } finally {
        tcp.close();
      }
    }
  }
}
