package io.crossim.route.config;

import io.crossim.common.result.CimException;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.jdbc.JdbcAccountStore;
import io.crossim.persistence.account.redis.RedisAccountStore;
import io.crossim.persistence.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Chooses the store of accounts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class AccountStoreConfiguration {

  @Bean
  @ConditionalOnMissingBean
  AccountStore accountStore(
      RouteProperties properties,
      DatabaseProperties database,
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
    return store;
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
