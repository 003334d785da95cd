package io.crossim.persistence.account.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.crossim.common.result.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database of accounts: opened with its tables as they have to be, called within a time limit.
 * What it fails with becomes an {@link UnavailableException}. Any thread.
 */
final class JdbcDatabase implements AutoCloseable {

  private final DataSource dataSource;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Dialect dialect;
  private final DatabaseWatch watch;

  private JdbcDatabase(
      DataSource dataSource, Dialect dialect, Duration timeout, DatabaseWatch watch) {
    // JDBC counts in whole seconds: never less than was asked for.
    int seconds = (int) timeout.plusMillis(999).toSeconds();
    JdbcTemplate template = new JdbcTemplate(dataSource);
    template.setQueryTimeout(seconds);
    this.dataSource = dataSource;
    this.jdbc = JdbcClient.create(template);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.transaction.setTimeout(seconds);
    // A name that another one committed while this one waited for its turn must be seen.
    this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    this.dialect = dialect;
    this.watch = watch;
  }

  /**
   * Opens the database of a data source, and brings its tables up to date.
   *
   * @param watch closed with the database, and when it cannot be opened
   * @throws UnavailableException when the database is away
   */
  static JdbcDatabase open(
      DataSource dataSource, Duration timeout, JdbcSettings settings, DatabaseWatch watch) {
    try {
      Dialect dialect = dialect(dataSource);
      Migrations.run(dataSource, dialect, settings);
      return new JdbcDatabase(dataSource, dialect, timeout, watch);
    } catch (SQLException | FlywayException e) {
      watch.close();
      throw new UnavailableException(
          "the database of accounts cannot be opened: it has to answer, and to let its user"
              + " create tables",
          e);
    } catch (RuntimeException e) {
      watch.close();
      throw e;
    }
  }

  private static Dialect dialect(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return Dialect.of(connection.getMetaData().getDatabaseProductName());
    }
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  TransactionTemplate transaction() {
    return transaction;
  }

  Dialect dialect() {
    return dialect;
  }

  /** To be called before each write; fails when the database takes none. */
  void beforeWrite() {
    watch.beforeWrite();
  }

  /** Makes a call that writes. */
  <T> T write(Supplier<T> call) {
    watch.beforeWrite();
    return call(call);
  }

  /** Makes a call. */
  <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (DataAccessException | TransactionException e) {
      watch.failed(e);
      throw new UnavailableException("the database of accounts did not answer", e);
    }
  }

  /** Has a pool of connections tell a registry of Micrometer its meters, unless it does already. */
  void meterPool(Object registry) {
    if (dataSource instanceof HikariDataSource pool
        && pool.getMetricRegistry() == null
        && pool.getMetricsTrackerFactory() == null) {
      pool.setMetricRegistry(registry);
    }
  }

  /** Why the database cannot be used at present. */
  Optional<String> trouble() {
    return Optional.ofNullable(watch.trouble());
  }

  @Override
  public void close() {
    watch.close();
  }
}
