package io.crossim.route.config;

import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import io.crossim.persistence.conversation.memory.MemoryConversationStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import io.crossim.persistence.inbox.redis.RedisInboxStore;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.access.AccountMode;
import io.crossim.route.access.HashingQueue;
import io.crossim.route.access.JwtTokens;
import io.crossim.route.access.SecurityProperties;
import io.crossim.route.assembly.RouteAssembly;
import io.crossim.route.assembly.RouteThreads;
import io.crossim.route.conversation.GroupTraffic;
import io.crossim.route.meter.MeteredAccountStore;
import io.crossim.route.meter.MeteredConversationStore;
import io.crossim.route.meter.MeteredInboxStore;
import io.crossim.route.meter.MeteredSessionStore;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.warmup.RouteWarmup;
import io.crossim.route.warmup.StubServer;
import io.crossim.route.web.AccountController;
import io.crossim.route.web.InternalCalls;
import io.crossim.route.web.MessageController;
import io.crossim.server.api.GatewayClient;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.mvc.ControllerCalls;
import io.crossim.service.tls.PeerTls;
import io.crossim.service.warmup.Warmup;
import io.crossim.service.warmup.WarmupEnvironment;
import io.crossim.service.warmup.WarmupProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts a copy of the route together, through which the warm-up sends messages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WarmupProperties.class)
public class WarmupConfiguration {

  private static final SecurityProperties OPEN =
      new SecurityProperties(AccountMode.OPEN, Duration.ofHours(1), List.of());

  private static final GroupTraffic.Rates NO_LIMITS = new GroupTraffic.Rates(0, 0, 0);

  @Bean
  Warmup warmup(
      WarmupProperties warmup,
      EventLoops loops,
      PeerTls tls,
      JsonMapper json,
      RouteProperties properties,
      InboxProperties inbox,
      ConversationProperties conversations,
      GroupProperties groups,
      SelectionStrategy strategy,
      HashingQueue hashingQueue,
      BlockingStoreExecutor threads) {
    return new Warmup(
        warmup,
        loops,
        tls,
        json,
        environment ->
            send(
                environment,
                properties,
                conversations.keepsPrivate(),
                memory(environment.meters(), properties, inbox, conversations, groups),
                strategy,
                hashingQueue,
                threads));
  }

  @Bean
  StoreWarmup storeWarmup(
      InboxStore inboxes, ObjectProvider<RedisLink> redis, WarmupProperties warmup) {
    return new StoreWarmup(inboxes instanceof RedisInboxStore ? redis.getObject() : null, warmup);
  }

  private static RouteAssembly.Stores memory(
      MeterRegistry meters,
      RouteProperties properties,
      InboxProperties inbox,
      ConversationProperties conversations,
      GroupProperties groups) {
    InstantSource clock = InstantSource.system();
    int devices = properties.limits().devices();
    return new RouteAssembly.Stores(
        new MeteredAccountStore(new MemoryAccountStore(clock), meters),
        new MeteredSessionStore(new MemorySessionStore(clock), meters),
        new MeteredInboxStore(
            new MemoryInboxStore(inbox.limits(devices, groups.perUser()), clock), meters),
        new MeteredConversationStore(
            new MemoryConversationStore(conversations.limits(inbox, groups), clock), meters));
  }

  private static void send(
      WarmupEnvironment environment,
      RouteProperties properties,
      boolean keepsPrivate,
      RouteAssembly.Stores stores,
      SelectionStrategy strategy,
      HashingQueue hashing,
      BlockingStoreExecutor blocking)
      throws Exception {
    MeterRegistry meters = environment.meters();
    RouteAssembly.Inputs inputs =
        new RouteAssembly.Inputs(
            node -> new GatewayClient(environment.caller(), environment.caller()),
            List::of,
            () -> "warmup",
            strategy,
            new JwtTokens(environment.secret(), InstantSource.system(), OPEN.tokenTime()),
            hashing,
            environment.traffic(),
            environment.refusals(),
            RouteThreads.of(environment.loops(), blocking.executor()),
            Clock.systemUTC(),
            meters,
            MessageTraces.OFF);
    RouteAssembly.Settings settings =
        new RouteAssembly.Settings(
            OPEN,
            properties.login().conflict(),
            properties.limits(),
            NO_LIMITS,
            /* isLoopbackExempt= */ true,
            keepsPrivate);
    try (RouteAssembly copy = new RouteAssembly(settings, stores, inputs)) {
      StubServer server = new StubServer();
      environment.open(
          new ControllerCalls(
              List.of(
                  new MessageController(copy.route()),
                  new AccountController(
                      copy.accounts(), properties.login().host(), environment.credential()),
                  GroupConfiguration.groups(copy, environment.credential()),
                  GroupConfiguration.posts(copy, environment.credential()),
                  GroupConfiguration.conversations(copy, environment.credential())),
              /* isFast= */ path -> true),
          new InternalCalls(
              copy.sessions(), copy.messages(), copy.conversations().service(), copy.placement()),
          server);
      copy.links().listed(List.of(StubServer.NODE));
      new RouteWarmup(environment, server).run();
    }
  }
}
