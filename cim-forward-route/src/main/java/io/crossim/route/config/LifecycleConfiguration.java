package io.crossim.route.config;

import io.crossim.metastore.MetaStore;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.route.assembly.RouteAssembly;
import io.crossim.route.session.StoreEpoch;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.discovery.AdvertisedHost;
import io.crossim.service.discovery.DiscoveryMeters;
import io.crossim.service.discovery.DiscoveryProperties;
import io.crossim.service.discovery.ZooKeeperProperties;
import io.crossim.service.http.KeepAlive;
import io.crossim.service.operation.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Starts the route and ends it, and tells when it is ready. */
@Configuration(proxyBeanMethods = false)
class LifecycleConfiguration {

  @Bean
  RouteLifecycle routeLifecycle(
      MetaStore metaStore,
      RouteAssembly route,
      StoreEpoch storeEpoch,
      InboxStore inboxes,
      ConversationStore conversations,
      AccountStore accountStore,
      Optional<StoreWarmup> storeWarmup,
      KeepAlive keepAlive,
      ClusterCredential credential,
      RouteProperties properties,
      Environment environment,
      ZooKeeperProperties zooKeeper,
      DiscoveryProperties discovery,
      MeterRegistry meters,
      Readiness readiness) {
    DiscoveryMeters.changes(meters, "servers", metaStore.servers());
    RouteLifecycle lifecycle =
        new RouteLifecycle(
            metaStore,
            route.links(),
            route.conversations().sweeper(),
            storeEpoch,
            storeWarmup,
            keepAlive,
            credential,
            properties.route().drainTime(),
            AdvertisedHost.choose(
                "cim.route.advertised-host", properties.route().advertisedHost(), discovery),
            properties.route().advertisedPort(),
            UUID.randomUUID().toString(),
            () -> environment.getRequiredProperty("local.server.port", Integer.class));
    new StoreReadiness(storeEpoch, inboxes, conversations, accountStore).addTo(readiness);
    readiness.require(
        "discovery",
        () -> !zooKeeper.registers() || lifecycle.hasJoined(),
        () -> "this route is not registered in discovery");
    return lifecycle;
  }
}
