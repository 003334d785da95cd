package io.crossim.server.config;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.RouteNode;
import io.crossim.metastore.Watched;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.PlacementApi;
import io.crossim.route.api.RoutePeer;
import io.crossim.route.api.SessionApi;
import io.crossim.server.route.FailoverConversations;
import io.crossim.server.route.FailoverMessages;
import io.crossim.server.route.FailoverPlacement;
import io.crossim.server.route.FailoverSessions;
import io.crossim.server.route.RouteClients;
import io.crossim.service.discovery.DiscoveryMeters;
import io.crossim.service.peer.PeerClients;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what calls the routes. The single process has a route of its own instead. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RouteProperties.class)
public class RouteCallsConfiguration {

  private static final Duration ROUTE_CALL = Duration.ofSeconds(3);

  @Bean
  @ConditionalOnMissingBean({
    SessionApi.class,
    MessageApi.class,
    ConversationApi.class,
    PlacementApi.class
  })
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
  @ConditionalOnMissingBean(ConversationApi.class)
  ConversationApi conversationsAtRoutes(KnownRoutes routes) {
    return new FailoverConversations(routes.clients());
  }

  @Bean
  @ConditionalOnMissingBean(PlacementApi.class)
  PlacementApi placementAtRoutes(KnownRoutes routes) {
    return new FailoverPlacement(routes.clients());
  }

  /** The routes as they are now. */
  record KnownRoutes(Supplier<List<RoutePeer>> clients) {}
}
