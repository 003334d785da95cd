package io.crossim.route.config;

import io.crossim.common.trace.MessageTraces;
import io.crossim.metastore.MetaStore;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.RedisPermissions;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.access.Access;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.PlacementApi;
import io.crossim.route.api.SessionApi;
import io.crossim.route.delivery.BroadcastDelivery;
import io.crossim.route.delivery.DeliveryMeters;
import io.crossim.route.delivery.MessageService;
import io.crossim.route.delivery.PrivateDelivery;
import io.crossim.route.delivery.PushHints;
import io.crossim.route.delivery.Uplink;
import io.crossim.route.link.GatewayClientFactory;
import io.crossim.route.link.HttpGatewayClientFactory;
import io.crossim.route.link.ServerFanOut;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.login.Placement;
import io.crossim.route.meter.MeteredGateway;
import io.crossim.route.presence.Presence;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.session.SessionConflicts;
import io.crossim.route.session.SessionLookup;
import io.crossim.route.session.SessionService;
import io.crossim.route.session.StoreEpoch;
import io.crossim.route.web.InternalCalls;
import io.crossim.route.web.OpenApiCalls;
import io.crossim.route.web.RouteCalls;
import io.crossim.route.web.RouteService;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.discovery.AdvertisedHost;
import io.crossim.service.discovery.DiscoveryMeters;
import io.crossim.service.discovery.DiscoveryProperties;
import io.crossim.service.discovery.ZooKeeperProperties;
import io.crossim.service.front.CallTable;
import io.crossim.service.front.KeepAlive;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.operation.Readiness;
import io.crossim.service.peer.PeerClients;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.servers.Server;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Puts the route together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RouteProperties.class)
@Import({StoreConfiguration.class, AccessConfiguration.class, AccountConfiguration.class})
public class RouteConfiguration {

  @Bean
  BlockingStoreExecutor blockingStores() {
    return BlockingStoreExecutor.create();
  }

  @Bean
  StoreEpoch storeEpoch(
      SessionStore store, RouteProperties properties, ObjectProvider<RedisLink> redis) {
    return switch (properties.sessions().store()) {
      case REDIS -> {
        RedisLink link = redis.getObject();
        yield new StoreEpoch(store, link.address(), () -> RedisPermissions.check(link));
      }
      case MEMORY -> new StoreEpoch(store, "memory", () -> {});
    };
  }

  @Bean
  @ConditionalOnMissingBean
  GatewayClientFactory gateways(PeerClients peers) {
    return new HttpGatewayClientFactory(peers);
  }

  @Bean
  ServerLinks serverLinks(
      GatewayClientFactory gateways, StoreEpoch epoch, EventLoops loops, MeterRegistry meters) {
    ServerLinks links =
        new ServerLinks(
            node -> new MeteredGateway(gateways.open(node), meters),
            epoch::current,
            loops::executeNear,
            loops.group());
    Gauge.builder("cim.servers.alive", links, all -> all.live().size())
        .description("cim-servers that answer the pings of this route")
        .register(meters);
    return links;
  }

  @Bean
  DeliveryMeters deliveryMeters(MeterRegistry meters) {
    return new DeliveryMeters(meters);
  }

  @Bean
  ServerFanOut fanOut(ServerLinks links) {
    return new ServerFanOut(links);
  }

  @Bean
  SessionLookup sessionLookup(SessionStore sessions, EventLoops loops) {
    return new SessionLookup(sessions, loops::executeNear);
  }

  @Bean
  SessionConflicts sessionConflicts(ServerLinks links, RouteProperties properties) {
    return new SessionConflicts(links, properties.login().conflict());
  }

  @Bean
  SessionService sessionBinding(
      Accounts accounts,
      Access access,
      SessionStore store,
      InboxStore inboxes,
      SessionConflicts conflicts,
      TrafficLimits traffic,
      BlockingStoreExecutor threads) {
    return new SessionService(
        accounts, access, store, inboxes, conflicts, traffic, threads.executor());
  }

  @Bean
  SelectionStrategy selectionStrategy(
      @Value("${app.route.way.handler:consistent-hash}") String handler) {
    return SelectionStrategy.of(handler);
  }

  @Bean
  BroadcastDelivery broadcasts(ServerFanOut servers, Clock clock, DeliveryMeters meters) {
    return new BroadcastDelivery(servers, clock, meters);
  }

  @Bean
  PushHints pushHints(
      SessionStore sessions, ServerLinks links, DeliveryMeters meters, MessageTraces traces) {
    return new PushHints(sessions, links, meters, traces);
  }

  @Bean
  MessageApi messageService(
      RouteProperties properties,
      Accounts accounts,
      InboxStore inboxes,
      SessionStore sessions,
      PushHints hints,
      BroadcastDelivery group,
      MessageTraces traces,
      BlockingStoreExecutor threads) {
    int maxBody = (int) properties.limits().text().toBytes();
    return new MessageService(
        new Uplink(accounts, inboxes, sessions, hints, group, maxBody, traces, threads.executor()),
        inboxes,
        maxBody);
  }

  @Bean
  PrivateDelivery privateDelivery(
      InboxStore inboxes,
      SessionStore sessions,
      PushHints hints,
      MessageTraces traces,
      EventLoops loops) {
    return new PrivateDelivery(inboxes, sessions, hints, traces, loops::executeNear, loops.group());
  }

  @Bean
  RouteService routeService(
      RouteProperties properties,
      TrafficLimits traffic,
      Accounts accounts,
      Access access,
      SessionLookup sessions,
      PrivateDelivery privateDelivery,
      BroadcastDelivery group,
      ServerLinks links,
      ServerFanOut servers,
      BlockingStoreExecutor threads) {
    return new RouteService(
        properties.limits(),
        traffic,
        accounts,
        access,
        privateDelivery,
        group,
        new Presence(servers, links, sessions),
        threads.executor());
  }

  @Bean
  RouteCalls routeCalls(RouteService route) {
    return new RouteCalls(route);
  }

  @Bean
  PlacementApi placement(ServerLinks links, SelectionStrategy strategy) {
    return new Placement(links, strategy);
  }

  @Bean
  InternalCalls internalCalls(SessionApi sessions, MessageApi messages, PlacementApi placement) {
    return new InternalCalls(sessions, messages, placement);
  }

  /** Calls go to where the page came from, over http or https. */
  @Bean
  OpenAPI openApi() {
    return new OpenAPI().addServersItem(new Server().url("/"));
  }

  @Bean
  OpenApiCalls openApiCalls(CallTable calls) {
    return new OpenApiCalls(calls);
  }

  @Bean
  RouteLifecycle routeLifecycle(
      MetaStore metaStore,
      ServerLinks links,
      StoreEpoch storeEpoch,
      InboxStore inboxes,
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
            links,
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
    new StoreReadiness(storeEpoch, inboxes, accountStore).addTo(readiness);
    readiness.require("discovery", () -> !zooKeeper.registers() || lifecycle.hasJoined());
    return lifecycle;
  }
}
