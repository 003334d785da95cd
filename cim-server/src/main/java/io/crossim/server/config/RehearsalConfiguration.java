package io.crossim.server.config;

import com.google.common.base.Suppliers;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.RoutePeer;
import io.crossim.server.api.GatewayClient;
import io.crossim.server.config.ServerConfiguration.KnownRoutes;
import io.crossim.server.connection.ConnectionGroups;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.inbox.InboxCalls;
import io.crossim.server.push.LocalGateway;
import io.crossim.server.rehearsal.StubRoute;
import io.crossim.server.rehearsal.ServerWarmup;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.Logins;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.session.SessionRegistry;
import io.crossim.server.uplink.Uplink;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.rehearsal.Rehearsal;
import io.crossim.service.rehearsal.Stage;
import io.crossim.service.tls.PeerTls;
import io.crossim.service.tls.ServerTls;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts a copy of the server together, which a rehearsal is played through. */
@Configuration(proxyBeanMethods = false)
public class RehearsalConfiguration {

  @Bean
  Rehearsal rehearsal(
      EventLoops loops,
      PeerTls tls,
      JsonMapper json,
      ServerProperties server,
      HeartbeatProperties heartbeat) {
    return new Rehearsal(loops, tls, json, stage -> play(stage, server, heartbeat));
  }

  private static void play(Stage stage, ServerProperties server, HeartbeatProperties heartbeat)
      throws Exception {
    ServerConfiguration parts = new ServerConfiguration();
    EventLoops loops = stage.loops();
    MeterRegistry meters = stage.meters();
    LocalNode node = parts.localNode();
    ConnectionGroups groups = parts.connectionGroups();
    SessionRegistry registry = parts.sessionRegistry();
    Supplier<List<RoutePeer>> route =
        Suppliers.memoize(() -> List.of(new RoutePeer(stage.caller())));
    KnownRoutes routes = new KnownRoutes(route);
    MessageApi messages = parts.messagesAtRoutes(routes);
    try (InboxCalls inboxes = parts.inboxCalls(messages, loops, meters, MessageTraces.OFF)) {
      Logins logins = parts.logins(inboxes, server, meters);
      try (SessionBinder sessions =
              parts.sessionBinder(
                  registry, parts.sessionsAtRoutes(routes), node, logins, loops, meters);
          Uplink uplink = parts.uplink(messages, sessions, loops, meters, MessageTraces.OFF)) {
        LocalGateway gateway =
            parts.localGateway(
                server, node, groups, registry, sessions, parts.movableClients(groups), meters);
        stage.open(parts.gatewayCalls(gateway), new StubRoute());
        TcpGateway tcp =
            parts.tcpGateway(
                server,
                heartbeat,
                parts.closeLog(meters),
                groups,
                sessions,
                logins,
                uplink,
                inboxes,
                parts.gatewayBounds(server, stage.limits(), stage.traffic(), stage.refusals()),
                loops,
                ServerTls.none());
        try {
          int port = tcp.open(new InetSocketAddress(Stage.ADDRESS, 0));
          node.open(Stage.ADDRESS.getHostAddress(), port, stage.port());
          ServerWarmup.on(stage, port, new GatewayClient(stage.caller(), stage.caller()));
        } finally {
          tcp.close();
        }
      }
    }
  }
}
