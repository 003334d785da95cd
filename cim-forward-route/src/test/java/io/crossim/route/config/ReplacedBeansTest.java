package io.crossim.route.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.MetaStoreSettings;
import io.crossim.metastore.MetaStores;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.memory.MemoryConversationStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.access.TestAccess;
import io.crossim.route.access.Tokens;
import io.crossim.route.delivery.FakeInboxes;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.session.StoreEpoch;
import io.crossim.service.start.ServiceRunner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class ReplacedBeansTest {

  @Configuration(proxyBeanMethods = false)
  static class Own {

    @Bean
    AccountStore ownAccounts() {
      return new MemoryAccountStore(InstantSource.system());
    }

    @Bean
    SessionStore ownSessions() {
      return new MemorySessionStore(InstantSource.system());
    }

    @Bean
    InboxStore ownInboxes() {
      return new FakeInboxes();
    }

    @Bean
    ConversationStore ownConversations() {
      return new MemoryConversationStore(ConversationLimits.DEFAULT, InstantSource.system());
    }

    @Bean
    MetaStore ownDiscovery() {
      return MetaStores.open(MetaStoreSettings.memory());
    }

    @Bean
    SelectionStrategy ownStrategy() {
      return SelectionStrategy.of("random");
    }

    @Bean
    PrometheusMeterRegistry ownMeters() {
      return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean
    Tokens ownTokens() {
      return TestAccess.tokens(InstantSource.system(), "the secret of this test");
    }

    @Bean
    Clock ownClock() {
      return Clock.systemUTC();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({Own.class, RouteConfiguration.class})
  static class Application {}

  @Test
  void aRouteUsesTheBeansOfItsApplication() {
    Map<String, Object> properties = Map.of("server.port", "0");
    try (ConfigurableApplicationContext context =
        ServiceRunner.application(Application.class, properties).run()) {
      for (Class<?> kind :
          List.of(
              AccountStore.class,
              SessionStore.class,
              InboxStore.class,
              ConversationStore.class,
              MetaStore.class,
              SelectionStrategy.class,
              Tokens.class,
              MeterRegistry.class,
              Clock.class)) {
        assertThat(context.getBeanNamesForType(kind))
            .as(kind.getSimpleName())
            .singleElement()
            .asString()
            .startsWith("own");
      }
      MeterRegistry meters = context.getBean(MeterRegistry.class);
      for (String store : List.of("accounts", "sessions", "inbox", "conversations")) {
        assertThat(meters.find("cim.store.calls").tag("store", store).meters())
            .as("meters of " + store)
            .isNotEmpty();
      }
      assertThat(context.getBean(StoreEpoch.class).current()).isNotEmpty();
    }
  }
}
