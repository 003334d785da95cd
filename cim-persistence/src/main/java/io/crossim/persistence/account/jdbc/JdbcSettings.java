package io.crossim.persistence.account.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.util.function.Consumer;
import org.flywaydb.core.api.configuration.ClassicConfiguration;

/**
 * Settings of the store's connection pool and of its migrations, above the defaults of the store.
 *
 * @param pool changes the settings of the pool; ignored where the store is given a data source
 * @param migrations changes the settings of Flyway
 * @param migrate whether the tables are made and brought up to date
 */
public record JdbcSettings(
    Consumer<HikariConfig> pool, Consumer<ClassicConfiguration> migrations, boolean migrate) {

  /** Changes nothing. */
  public static final JdbcSettings DEFAULT = new JdbcSettings(pool -> {}, migrations -> {}, true);
}
