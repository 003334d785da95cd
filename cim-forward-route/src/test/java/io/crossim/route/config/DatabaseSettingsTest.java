package io.crossim.route.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.jdbc.JdbcAccountStore;
import io.crossim.persistence.account.jdbc.JdbcSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

class DatabaseSettingsTest {

  private final MockEnvironment environment = new MockEnvironment();
  private HikariDataSource pool;

  @BeforeEach
  void open() {
    pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:mem:settings");
    pool.setMaximumPoolSize(2);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void thePoolIsSetUpByItsProperties() {
    environment
        .withProperty("spring.datasource.hikari.maximum-pool-size", "3")
        .withProperty("spring.datasource.hikari.poolName", "mine")
        .withProperty("spring.datasource.hikari.data-source-properties.cachePrepStmts", "true");
    HikariConfig config = new HikariConfig();
    config.setConnectionTimeout(1500);
    settings(true).pool().accept(config);

    assertThat(config.getMaximumPoolSize()).isEqualTo(3);
    assertThat(config.getPoolName()).isEqualTo("mine");
    assertThat(config.getDriverClassName()).isEqualTo("org.h2.Driver");
    assertThat(config.getConnectionTimeout()).isEqualTo(1500);
    assertThat(config.getDataSourceProperties()).containsEntry("cachePrepStmts", "true");
  }

  @Test
  void flywayIsSetUpByItsProperties() {
    Map.of(
            "table", "own_history",
            "baseline-on-migrate", "false",
            "baselineVersion", "7",
            "connect-retries", "4",
            "connect-retries-interval", "2m",
            "init-sqls", "SELECT 1,SELECT 2",
            "placeholders.owner", "cim",
            "locations", "classpath:db/more",
            "schemas", "a,b")
        .forEach((name, value) -> environment.withProperty("spring.flyway." + name, value));
    ClassicConfiguration flyway = new ClassicConfiguration();
    flyway.setLocationsAsStrings("classpath:db/cim/h2");
    settings(true).migrations().accept(flyway);

    assertThat(flyway.getTable()).isEqualTo("own_history");
    assertThat(flyway.isBaselineOnMigrate()).isFalse();
    assertThat(flyway.getBaselineVersion().getVersion()).isEqualTo("7");
    assertThat(flyway.getConnectRetries()).isEqualTo(4);
    assertThat(flyway.getConnectRetriesInterval()).isEqualTo(120);
    assertThat(flyway.getInitSql()).isEqualTo("SELECT 1\nSELECT 2");
    assertThat(flyway.getPlaceholders()).containsEntry("owner", "cim");
    assertThat(flyway.getSchemas()).containsExactly("a", "b");
    assertThat(flyway.getLocations())
        .extracting(Object::toString)
        .containsExactly("classpath:db/cim/h2", "classpath:db/more");
  }

  @Test
  void aValueThatCannotBeReadIsRefused() {
    environment.withProperty("spring.datasource.hikari.maximum-pool-size", "many");
    assertThatThrownBy(() -> settings(true).pool().accept(new HikariConfig()))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("spring.datasource.hikari.maximum-pool-size");
  }

  @Test
  void theTablesOfAnApplicationsOwnDataSourceAreMade() throws SQLException {
    environment.withProperty("spring.flyway.table", "own_history");
    assertThat(tablesAfterOpening(pool, true)).contains("own_history", "cim_account");
    assertThat(pool.isClosed()).isFalse();
  }

  @Test
  void theFlywayOfAnApplicationIsItsOwn() throws SQLException {
    environment
        .withProperty("spring.flyway.table", "own_history")
        .withProperty("spring.flyway.enabled", "false");
    assertThat(tablesAfterOpening(pool, false)).contains("cim_schema_history", "cim_account");
  }

  @Test
  void migrationsCanBeLeftToOthers() throws SQLException {
    environment.withProperty("spring.flyway.enabled", "false");
    assertThat(tablesAfterOpening(pool, true)).isEmpty();
  }

  @Test
  void aPoolThatHasItsMetersKeepsThem() {
    MeterRegistry own = new SimpleMeterRegistry();
    pool.setMetricRegistry(own);
    DatabaseProperties database = new DatabaseProperties(null, null, null, null);
    try (JdbcAccountStore store = database.open(pool, new DatabaseSettings(environment, true))) {
      store.meterPool(new SimpleMeterRegistry());
    }
    assertThat(pool.getMetricRegistry()).isSameAs(own);
  }

  private List<String> tablesAfterOpening(DataSource own, boolean ownsFlyway) throws SQLException {
    DatabaseProperties database = new DatabaseProperties(null, null, null, null);
    try (AccountStore store = database.open(own, new DatabaseSettings(environment, ownsFlyway))) {
      assertThat(store).isNotNull();
    }
    return new ArrayList<>(
        JdbcClient.create(own)
            .sql(
                "SELECT LOWER(table_name) FROM information_schema.tables WHERE table_schema = 'PUBLIC'")
            .query(String.class)
            .list());
  }

  private JdbcSettings settings(boolean ownsFlyway) {
    return new DatabaseSettings(environment, ownsFlyway)
        .bind("jdbc:h2:mem:settings", "org.h2.Driver");
  }
}
