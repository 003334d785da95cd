package io.crossim.route.config;

import io.crossim.common.result.CimException;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.jdbc.JdbcAccountStore;
import io.crossim.persistence.account.redis.RedisAccountStore;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.embedded.EmbeddedInboxStore;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import io.crossim.persistence.inbox.redis.RedisInboxStore;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.persistence.session.redis.RedisSessionStore;
import io.crossim.route.meter.MeteredAccountStore;
import io.crossim.route.meter.MeteredInboxStore;
import io.crossim.route.meter.MeteredSessionStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Chooses the stores. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  AccountDatabase.class,
  InboxProperties.class,
  OfflineStoreProperties.class
})
class StoreConfiguration {

  @Bean
  @ConditionalOnMissingBean
  AccountStore accountStore(
      RouteProperties properties,
      AccountDatabase database,
      ObjectProvider<DataSource> own,
      ObjectProvider<Flyway> ownFlyway,
      Environment environment,
      ObjectProvider<RedisLink> redis,
      MeterRegistry meters) {
    AccountStore store =
        switch (properties.accounts().store()) {
          case REDIS -> new RedisAccountStore(redis.getObject());
          case JDBC ->
              database.open(
                  own.getIfUnique(),
                  new DatabaseSettings(environment, ownFlyway.stream().findAny().isEmpty()));
          case EMBEDDED -> embedded(properties.data().directory());
        };
    if (store instanceof JdbcAccountStore jdbc) {
      jdbc.meterPool(meters);
    }
    return new MeteredAccountStore(store, meters);
  }

  @Bean
  @ConditionalOnMissingBean
  SessionStore sessionStore(
      RouteProperties properties,
      ObjectProvider<RedisLink> redis,
      Clock clock,
      MeterRegistry meters) {
    SessionStore store =
        switch (properties.sessions().store()) {
          case REDIS -> new RedisSessionStore(redis.getObject());
          case MEMORY -> new MemorySessionStore(clock);
        };
    return new MeteredSessionStore(store, meters);
  }

  @Bean
  @ConditionalOnMissingBean
  InboxStore inboxStore(
      InboxProperties inbox,
      OfflineStoreProperties checked,
      RouteProperties properties,
      ObjectProvider<RedisLink> redis,
      Clock clock,
      MeterRegistry meters) {
    InboxLimits limits = inbox.limits(properties.limits().devices());
    InboxStore store =
        switch (inbox.store()) {
          case REDIS ->
              new RedisInboxStore(
                  redis.getObject(),
                  limits,
                  new ReplicaWait(inbox.redis().waitReplicas(), inbox.redis().waitTimeout()));
          case EMBEDDED ->
              new EmbeddedInboxStore(
                  properties.data().directory().resolve("inbox"),
                  limits,
                  clock,
                  inbox.embedded().sync());
          case MEMORY -> new MemoryInboxStore(limits, clock);
        };
    FunctionCounter.builder("cim.inbox.lost", store, StoreConfiguration::lostMessages)
        .description("Messages that were accepted and gone when the files were opened")
        .register(meters);
    return new MeteredInboxStore(store, meters);
  }

  /** Only the embedded store can tell; none of the others has files of its own. */
  private static double lostMessages(InboxStore store) {
    return store instanceof EmbeddedInboxStore embedded ? embedded.lostMessages() : 0;
  }

  /** The store names its argument; whoever runs the service knows the property. */
  private static AccountStore embedded(Path directory) {
    try {
      return JdbcAccountStore.embedded(directory);
    } catch (CimException e) {
      throw new CimException(e.code(), "cim.data." + e.getMessage(), e);
    }
  }
}
