package io.crossim.route.config;

import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.access.Access;
import io.crossim.route.access.AccountMode;
import io.crossim.route.access.HashingQueue;
import io.crossim.route.access.PasswordCheck;
import io.crossim.route.access.SecurityProperties;
import io.crossim.route.access.Tokens;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.RoutePeer;
import io.crossim.route.api.SessionApi;
import io.crossim.route.delivery.BroadcastDelivery;
import io.crossim.route.delivery.DeliveryMeters;
import io.crossim.route.delivery.PrivateDelivery;
import io.crossim.route.delivery.PushHints;
import io.crossim.route.link.ServerFanOut;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.login.AccountService;
import io.crossim.route.meter.MeteredAccountStore;
import io.crossim.route.meter.MeteredGateway;
import io.crossim.route.meter.MeteredInboxStore;
import io.crossim.route.meter.MeteredSessionStore;
import io.crossim.route.warmup.RouteWarmup;
import io.crossim.route.warmup.StubServer;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.session.SessionConflicts;
import io.crossim.route.session.SessionLookup;
import io.crossim.route.web.RouteService;
import io.crossim.server.api.GatewayClient;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.warmup.JsonCaller;
import io.crossim.service.warmup.Warmup;
import io.crossim.service.warmup.WarmupEnvironment;
import io.crossim.service.tls.PeerTls;
import io.crossim.service.warmup.WarmupProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts a copy of the route together, which the warm-up is played through. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WarmupProperties.class)
public class WarmupConfiguration {

  private static final SecurityProperties OPEN =
      new SecurityProperties(AccountMode.OPEN, Duration.ofHours(1), List.of());

  @Bean
  Warmup warmup(
      WarmupProperties warmup,
      EventLoops loops,
      PeerTls tls,
      JsonMapper json,
      RouteProperties properties,
      InboxProperties inbox,
      SelectionStrategy strategy,
      HashingQueue hashingQueue,
      BlockingStoreExecutor threads) {
    return new Warmup(
        warmup,
        loops,
        tls,
        json,
        environment ->
            new Copy(environment, properties, inbox, strategy, hashingQueue, threads).play());
  }

  @Bean
  @ConditionalOnProperty(name = "cim.inbox.store", havingValue = "redis", matchIfMissing = true)
  StoreWarmup storeWarmup(RedisLink redis, WarmupProperties warmup) {
    return new StoreWarmup(redis, warmup);
  }

  /**
   * The parts of a route with stores in memory.
   *
   * @param properties of the real one, as all that follows
   */
  private record Copy(
      WarmupEnvironment environment,
      RouteProperties properties,
      InboxProperties inbox,
      SelectionStrategy strategy,
      HashingQueue hashingQueue,
      BlockingStoreExecutor threads) {

    void play() throws Exception {
      RouteConfiguration parts = new RouteConfiguration();
      AccountConfiguration accountParts = new AccountConfiguration();
      EventLoops loops = environment.loops();
      MeterRegistry meters = environment.meters();
      InstantSource clock = InstantSource.system();
      AccountStore accountStore = new MeteredAccountStore(new MemoryAccountStore(clock), meters);
      SessionStore sessions = new MeteredSessionStore(new MemorySessionStore(clock), meters);
      InboxStore inboxes =
          new MeteredInboxStore(
              new MemoryInboxStore(inbox.limits(properties.limits().devices()), clock), meters);
      Accounts accounts = accountParts.accounts(accountStore);
      Tokens tokens = new Tokens(environment.secret(), clock, OPEN.tokenTime());
      Access access = new Access(OPEN, tokens, accounts);
      ServerLinks links =
          new ServerLinks(
              node ->
                  new MeteredGateway(
                      new GatewayClient(environment.caller(), environment.caller()), meters),
              () -> "warmup",
              loops::executeNear,
              loops.group());
      ServerFanOut servers = parts.fanOut(links);
      DeliveryMeters delivered = parts.deliveryMeters(meters);
      BroadcastDelivery group = parts.broadcasts(servers, Clock.systemUTC(), delivered);
      PushHints hints = parts.pushHints(sessions, links, delivered, MessageTraces.OFF);
      PrivateDelivery delivery =
          parts.privateDelivery(inboxes, sessions, hints, MessageTraces.OFF, loops);
      SessionLookup lookup = parts.sessionLookup(sessions, loops);
      SessionConflicts conflicts = parts.sessionConflicts(links, properties);
      SessionApi binding =
          parts.sessionBinding(
              accounts, access, sessions, inboxes, conflicts, environment.traffic(), threads);
      MessageApi messages =
          parts.messageService(
              properties, accounts, inboxes, sessions, hints, group, MessageTraces.OFF, threads);
      RouteService route =
          parts.routeService(
              properties,
              environment.traffic(),
              accounts,
              access,
              lookup,
              delivery,
              group,
              links,
              servers,
              threads);
      PasswordCheck passwords =
          new AccessConfiguration().passwordCheck(accounts, access, hashingQueue, threads);
      AccountService accountService =
          accountParts.accountService(
              environment.traffic(),
              accountParts.loginTraffic(environment.traffic(), access, threads),
              accounts,
              passwords,
              tokens,
              accountParts.loginService(passwords, tokens, lookup, conflicts, links, strategy),
              accountParts.sessionEnd(lookup, conflicts),
              threads);
      StubServer server = new StubServer();
      environment.open(
          parts.routeCalls(route),
          accountParts.accountCalls(
              accountService, properties, new ClusterCredential(environment.secret())),
          parts.internalCalls(binding, messages, parts.placement(links, strategy)),
          server);
      links.listed(List.of(StubServer.node()));
      try (JsonCaller client = new JsonCaller(environment)) {
        new RouteWarmup(client, new RoutePeer(environment.caller()), server).on(environment);
      }
    }
  }
}
