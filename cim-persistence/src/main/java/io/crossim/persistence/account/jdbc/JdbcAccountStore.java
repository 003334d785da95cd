package io.crossim.persistence.account.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.NameDigest;
import io.crossim.persistence.account.StoredAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Accounts in a relational database. New names are registered one after the other: each takes the
 * lock of the one row that holds the last id, looks whether the name has come into being meanwhile,
 * and writes the account.
 */
public final class JdbcAccountStore implements AccountStore {

  private static final Duration TIMEOUT = Duration.ofMillis(1500);

  private static final String SELECT =
      "SELECT user_id, user_name, password_hash, credential_version FROM cim_account ";

  private final DataSource dataSource;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Dialect dialect;
  private final DatabaseWatch watch;

  private JdbcAccountStore(
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
   * Opens the store over a data source, which stays its maker's to close.
   *
   * @throws UnavailableException when the database is away
   */
  public static JdbcAccountStore open(DataSource dataSource, JdbcSettings settings) {
    return open(dataSource, TIMEOUT, settings, DatabaseWatch.none(() -> {}));
  }

  /**
   * Opens the store in the database of a JDBC URL: H2, MySQL, MariaDB or PostgreSQL.
   *
   * @throws UnavailableException when the database is away
   */
  public static JdbcAccountStore open(
      String url, @Nullable String username, @Nullable String password, JdbcSettings settings) {
    HikariDataSource pool = Pools.remote(url, username, password, TIMEOUT, settings.pool());
    return open(pool, TIMEOUT, settings, DatabaseWatch.none(pool::close));
  }

  /**
   * Opens the store in a directory, which is made if it is not there, and which one process at a
   * time can use. What is registered outlives the process however it ends.
   *
   * @throws CimException when the directory cannot be used
   */
  public static JdbcAccountStore embedded(Path directory) {
    try {
      EmbeddedDatabase database = EmbeddedDatabase.open(directory, TIMEOUT);
      return open(database.pool(), TIMEOUT, JdbcSettings.DEFAULT, database);
    } catch (PoolInitializationException | IOException e) {
      throw new UnavailableException(
          "directory: "
              + directory
              + " cannot be opened (expected: a directory that can be written and that no other"
              + " process uses)",
          e);
    }
  }

  /**
   * Has the connection pool tell its meters; once.
   *
   * @param registry of Micrometer, which this module does not need otherwise
   */
  public void meterPool(Object registry) {
    if (dataSource instanceof HikariDataSource pool) {
      pool.setMetricRegistry(registry);
    }
  }

  static JdbcAccountStore open(DataSource dataSource, Duration timeout) {
    return open(dataSource, timeout, JdbcSettings.DEFAULT, DatabaseWatch.none(() -> {}));
  }

  private static JdbcAccountStore open(
      DataSource dataSource, Duration timeout, JdbcSettings settings, DatabaseWatch watch) {
    try {
      Dialect dialect = dialect(dataSource);
      Migrations.run(dataSource, dialect, settings);
      return new JdbcAccountStore(dataSource, dialect, timeout, watch);
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

  @Override
  public StoredAccount register(String userName, @Nullable String passwordHash) {
    return guarded(
        () -> {
          Optional<StoredAccount> standing = standing(userName);
          return standing.isPresent() ? standing.get() : create(userName, passwordHash);
        });
  }

  private StoredAccount create(String userName, @Nullable String passwordHash) {
    watch.beforeWrite();
    try {
      return transaction.execute(status -> createInTurn(userName, passwordHash));
    } catch (DataIntegrityViolationException e) {
      // Somebody who takes no turns wrote the same name.
      return standing(userName).orElseThrow(() -> e);
    }
  }

  private StoredAccount createInTurn(String userName, @Nullable String passwordHash) {
    jdbc.sql(dialect.nextId()).update();
    Optional<StoredAccount> standing = standing(userName);
    if (standing.isPresent()) {
      return standing.get();
    }
    long userId = jdbc.sql("SELECT last_id FROM cim_account_last_id").query(Long.class).single();
    long version = passwordHash == null ? 0 : 1;
    jdbc.sql(
            "INSERT INTO cim_account (user_id, user_name, name_digest, password_hash,"
                + " credential_version) VALUES (?, ?, ?, ?, ?)")
        .params(Arrays.asList(userId, userName, NameDigest.of(userName), passwordHash, version))
        .update();
    return account(userId, userName, passwordHash, version);
  }

  @Override
  public Optional<StoredAccount> find(String userName) {
    return guarded(() -> standing(userName));
  }

  private Optional<StoredAccount> standing(String userName) {
    return jdbc.sql(SELECT + "WHERE name_digest = ?")
        .param(NameDigest.of(userName))
        .query(JdbcAccountStore::account)
        .optional();
  }

  @Override
  public Optional<StoredAccount> find(long userId) {
    return guarded(
        () ->
            jdbc.sql(SELECT + "WHERE user_id = ?")
                .param(userId)
                .query(JdbcAccountStore::account)
                .optional());
  }

  private static StoredAccount account(ResultSet row, int number) throws SQLException {
    return account(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4));
  }

  private static StoredAccount account(
      long userId, String userName, @Nullable String passwordHash, long version) {
    return new StoredAccount(
        userId, userName, passwordHash == null ? null : new Credential(passwordHash, version));
  }

  @Override
  public boolean changePassword(long userId, long version, String passwordHash) {
    return written(
        () ->
            jdbc.sql(
                        "UPDATE cim_account SET password_hash = ?,"
                            + " credential_version = credential_version + 1"
                            + " WHERE user_id = ? AND credential_version = ?"
                            + " AND password_hash IS NOT NULL")
                    .params(passwordHash, userId, version)
                    .update()
                == 1);
  }

  @Override
  public boolean givePassword(long userId, String passwordHash) {
    return written(
        () ->
            jdbc.sql(
                        "UPDATE cim_account SET password_hash = ?, credential_version = 1"
                            + " WHERE user_id = ? AND password_hash IS NULL")
                    .params(passwordHash, userId)
                    .update()
                == 1);
  }

  @Override
  public boolean revoke(long userId) {
    return written(
        () ->
            jdbc.sql(
                        "UPDATE cim_account SET credential_version = credential_version + 1"
                            + " WHERE user_id = ? AND password_hash IS NOT NULL")
                    .param(userId)
                    .update()
                == 1);
  }

  private <T> T written(Supplier<T> call) {
    watch.beforeWrite();
    return guarded(call);
  }

  private <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (DataAccessException | TransactionException e) {
      watch.failed(e);
      throw away(e);
    }
  }

  private static UnavailableException away(Exception cause) {
    return new UnavailableException("the database of accounts did not answer", cause);
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(watch.trouble());
  }

  @Override
  public void close() {
    watch.close();
  }
}
