package io.crossim.server.config;

import com.google.common.base.Ticker;
import io.crossim.metastore.MetaStore;
import io.crossim.metastore.ServerNode;
import io.crossim.route.api.PlacementApi;
import io.crossim.server.assembly.ServerAssembly;
import io.crossim.server.discovery.DiscoveryEntry;
import io.crossim.server.discovery.Drain;
import io.crossim.server.discovery.DrainEndpoint;
import io.crossim.server.discovery.ServerLifecycle;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.move.DrainSchedule;
import io.crossim.server.move.Rebalance;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.discovery.AdvertisedHost;
import io.crossim.service.discovery.AdvertisedPort;
import io.crossim.service.discovery.DiscoveryProperties;
import io.crossim.service.discovery.ZooKeeperProperties;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.operation.Readiness;
import io.crossim.service.start.SecondSignal;
import io.crossim.service.tls.ServerTls;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Puts together how a server enters and leaves service: discovery, drain, the clients that move,
 * start and end.
 */
@Configuration(proxyBeanMethods = false)
public class LifecycleConfiguration {

  @Bean
  DiscoveryEntry discoveryEntry(MetaStore discovery, ServerAssembly assembly) {
    return new DiscoveryEntry(discovery, assembly.node(), assembly.sessions());
  }

  @Bean
  Drain drain(
      DiscoveryEntry discoveryEntry,
      ServerAssembly assembly,
      ServerProperties server,
      EventLoops loops) {
    return new Drain(
        discoveryEntry,
        assembly.node(),
        assembly.connections(),
        assembly.movable(),
        new DrainSchedule(assembly.connections(), loops.group(), discoveryEntry::hasOthers),
        server.drainTime());
  }

  @Bean
  DrainEndpoint drainEndpoint(Drain drain) {
    return new DrainEndpoint(drain);
  }

  @Bean
  Rebalance rebalance(
      ServerAssembly assembly,
      PlacementApi routes,
      MetaStore discovery,
      ServerProperties server,
      EventLoops loops) {
    Rebalance rebalance =
        new Rebalance(
            assembly.connections(),
            assembly.node(),
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
      ServerAssembly assembly,
      DiscoveryEntry discoveryEntry,
      Drain drain,
      ZooKeeperProperties zooKeeper,
      ClusterCredential credential,
      DiscoveryProperties discovery,
      ServerTls tls,
      Readiness readiness) {
    readiness.require("gateway", gateway::isOpen, () -> "the port for clients is not open");
    readiness.require("service", drain::isInService, drain::trouble);
    readiness.require(
        "registration",
        () -> !zooKeeper.registers() || discoveryEntry.isRegistered(),
        () -> "this server is not registered in discovery");
    return new ServerLifecycle(
        server.port(),
        () -> environment.getRequiredProperty("local.server.port", Integer.class),
        (tcp, http) -> {
          String host =
              AdvertisedHost.choose(
                  "cim.server.advertised-host", server.advertisedHost(), discovery);
          String clientHost = server.clientHost(host);
          int port = AdvertisedPort.choose(server.advertisedPort(), tcp);
          ServerNode opened =
              assembly
                  .node()
                  .open(
                      host,
                      port,
                      AdvertisedPort.choose(server.advertisedHttpPort(), http),
                      clientHost,
                      WsUrl.of(server.wsUrl(), clientHost, port, tls.isOffered()));
          credential.answersTo(opened.host(), opened.httpPort());
          return opened;
        },
        gateway,
        assembly.sessions(),
        drain,
        SecondSignal::watch);
  }
}
