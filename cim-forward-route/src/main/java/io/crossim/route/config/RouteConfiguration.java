package io.crossim.route.config;

import io.crossim.common.trace.MessageTraces;
import io.crossim.metastore.MetaStore;
import io.crossim.route.access.HashingQueue;
import io.crossim.route.access.Tokens;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.PlacementApi;
import io.crossim.route.api.SessionApi;
import io.crossim.route.assembly.RouteAssembly;
import io.crossim.route.assembly.RouteThreads;
import io.crossim.route.link.GatewayClientFactory;
import io.crossim.route.link.HttpGatewayClientFactory;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.session.StoreEpoch;
import io.crossim.route.web.InternalCalls;
import io.crossim.route.web.MessageController;
import io.crossim.route.web.OpenApiPage;
import io.crossim.route.web.RouteService;
import io.crossim.service.limits.LimitsProperties;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.peer.PeerClients;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.OpenAPI;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts the route together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RouteProperties.class)
@Import({
  AccountStoreConfiguration.class,
  StoreConfiguration.class,
  RedisClientConfiguration.class,
  RedisMetersConfiguration.class,
  AccessConfiguration.class,
  AccountConfiguration.class,
  GroupConfiguration.class,
  PageConfiguration.class,
  LifecycleConfiguration.class
})
public class RouteConfiguration {

  @Bean
  BlockingStoreExecutor blockingStores() {
    return BlockingStoreExecutor.create();
  }

  @Bean
  @ConditionalOnMissingBean
  GatewayClientFactory gateways(PeerClients peers) {
    return new HttpGatewayClientFactory(peers);
  }

  @Bean
  RouteAssembly routeAssembly(
      RouteProperties properties,
      GroupProperties groups,
      ConversationProperties conversations,
      LimitsProperties limits,
      RouteAssembly.Stores stores,
      GatewayClientFactory gateways,
      MetaStore discovery,
      StoreEpoch epoch,
      SelectionStrategy strategy,
      Tokens tokens,
      HashingQueue hashing,
      TrafficLimits traffic,
      Refusals refusals,
      EventLoops loops,
      BlockingStoreExecutor blocking,
      Clock clock,
      MeterRegistry meters,
      MessageTraces traces) {
    RouteAssembly route =
        new RouteAssembly(
            new RouteAssembly.Settings(
                properties.security(),
                properties.login().conflict(),
                properties.limits(),
                groups.rates(),
                limits.exemptLoopback(),
                conversations.keepsPrivate()),
            stores,
            new RouteAssembly.Inputs(
                gateways,
                discovery.routes()::current,
                epoch::current,
                strategy,
                tokens,
                hashing,
                traffic,
                refusals,
                RouteThreads.of(loops, blocking.executor()),
                clock,
                meters,
                traces));
    Gauge.builder("cim.servers.alive", route.links(), all -> all.live().size())
        .description("cim-servers that answer the pings of this route")
        .register(meters);
    return route;
  }

  @Bean(destroyMethod = "")
  ServerLinks serverLinks(RouteAssembly assembly) {
    return assembly.links();
  }

  @Bean
  @ConditionalOnMissingBean
  SelectionStrategy selectionStrategy(
      @Value("${app.route.way.handler:consistent-hash}") String handler) {
    return SelectionStrategy.of(handler);
  }

  @Bean
  SessionApi sessionService(RouteAssembly assembly) {
    return assembly.sessions();
  }

  @Bean
  MessageApi messageService(RouteAssembly assembly) {
    return assembly.messages();
  }

  @Bean
  PlacementApi placement(RouteAssembly assembly) {
    return assembly.placement();
  }

  @Bean
  RouteService routeService(RouteAssembly assembly) {
    return assembly.route();
  }

  @Bean
  MessageController messageController(RouteService route) {
    return new MessageController(route);
  }

  @Bean
  InternalCalls internalCalls(
      SessionApi sessions,
      MessageApi messages,
      ConversationApi conversations,
      PlacementApi placement) {
    return new InternalCalls(sessions, messages, conversations, placement);
  }

  @Bean
  OpenAPI openApi() {
    return OpenApiPage.head();
  }

  @Bean
  OpenApiPage openApiPage() {
    return new OpenApiPage();
  }
}
