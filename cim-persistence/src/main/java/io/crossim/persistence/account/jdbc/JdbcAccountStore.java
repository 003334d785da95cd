package io.crossim.persistence.account.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.NameDigest;
import io.crossim.persistence.account.StoredAccount;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Accounts in a relational database. New names are registered one after the other: each takes the
 * lock of the one row that holds the last id, looks whether the name has come into being meanwhile,
 * and writes the account.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class JdbcAccountStore implements AccountStore {

  private static final Duration TIMEOUT = Duration.ofMillis(1500);

  private static final String SELECT =
      "SELECT user_id, user_name, password_hash, credential_version FROM cim_account ";

  private final JdbcDatabase database;

  /**
   * Opens the store over a data source, which stays its maker's to close.
   *
   * @throws UnavailableException when the database is away
   */
  public static JdbcAccountStore open(DataSource dataSource, JdbcSettings settings) {
    return new JdbcAccountStore(
        JdbcDatabase.open(dataSource, TIMEOUT, settings, DatabaseWatch.none(() -> {})));
  }

  /**
   * Opens the store in the database of a JDBC URL: H2, MySQL, MariaDB or PostgreSQL.
   *
   * @throws UnavailableException when the database is away
   */
  public static JdbcAccountStore open(
      String url, @Nullable String username, @Nullable String password, JdbcSettings settings) {
    HikariDataSource pool = Pools.remote(url, username, password, TIMEOUT, settings.pool());
    return new JdbcAccountStore(
        JdbcDatabase.open(pool, TIMEOUT, settings, DatabaseWatch.none(pool::close)));
  }

  /**
   * Opens the store in a directory, which is made if it is not there, and which one process at a
   * time can use. What is registered outlives the process however it ends.
   *
   * @throws CimException when the directory cannot be used
   */
  public static JdbcAccountStore embedded(Path directory) {
    EmbeddedDatabase database = EmbeddedDatabase.open(directory, TIMEOUT);
    return new JdbcAccountStore(
        JdbcDatabase.open(database.pool(), TIMEOUT, JdbcSettings.DEFAULT, database));
  }

  /**
   * Has the connection pool tell its meters; once.
   *
   * @param registry of Micrometer, which this module does not need otherwise
   */
  public void meterPool(Object registry) {
    database.meterPool(registry);
  }

  static JdbcAccountStore open(DataSource dataSource, Duration timeout) {
    return new JdbcAccountStore(
        JdbcDatabase.open(dataSource, timeout, JdbcSettings.DEFAULT, DatabaseWatch.none(() -> {})));
  }

  @Override
  public StoredAccount register(String userName, @Nullable String passwordHash) {
    return database.call(
        () -> {
          Optional<StoredAccount> standing = standing(userName);
          return standing.isPresent() ? standing.get() : create(userName, passwordHash);
        });
  }

  private StoredAccount create(String userName, @Nullable String passwordHash) {
    database.beforeWrite();
    try {
      return database.transaction().execute(status -> createInTurn(userName, passwordHash));
    } catch (DataIntegrityViolationException e) {
      // Somebody who takes no turns wrote the same name.
      return standing(userName).orElseThrow(() -> e);
    }
  }

  private StoredAccount createInTurn(String userName, @Nullable String passwordHash) {
    database.jdbc().sql(database.dialect().nextId()).update();
    Optional<StoredAccount> standing = standing(userName);
    if (standing.isPresent()) {
      return standing.get();
    }
    long userId =
        database.jdbc().sql("SELECT last_id FROM cim_account_last_id").query(Long.class).single();
    long version = passwordHash == null ? 0 : 1;
    database
        .jdbc()
        .sql(
            "INSERT INTO cim_account (user_id, user_name, name_digest, password_hash,"
                + " credential_version) VALUES (?, ?, ?, ?, ?)")
        .params(Arrays.asList(userId, userName, NameDigest.of(userName), passwordHash, version))
        .update();
    return account(userId, userName, passwordHash, version);
  }

  @Override
  public Optional<StoredAccount> find(String userName) {
    return database.call(() -> standing(userName));
  }

  private Optional<StoredAccount> standing(String userName) {
    return selected("WHERE name_digest = ?", NameDigest.of(userName));
  }

  @Override
  public Optional<StoredAccount> find(long userId) {
    return database.call(() -> selected("WHERE user_id = ?", userId));
  }

  private Optional<StoredAccount> selected(String where, Object value) {
    return database
        .jdbc()
        .sql(SELECT + where)
        .param(value)
        .query(JdbcAccountStore::account)
        .optional();
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
    return update(
        "UPDATE cim_account SET password_hash = ?, credential_version = credential_version + 1"
            + " WHERE user_id = ? AND credential_version = ? AND password_hash IS NOT NULL",
        passwordHash,
        userId,
        version);
  }

  @Override
  public boolean givePassword(long userId, String passwordHash) {
    return update(
        "UPDATE cim_account SET password_hash = ?, credential_version = 1"
            + " WHERE user_id = ? AND password_hash IS NULL",
        passwordHash,
        userId);
  }

  @Override
  public boolean revoke(long userId) {
    return update(
        "UPDATE cim_account SET credential_version = credential_version + 1"
            + " WHERE user_id = ? AND password_hash IS NOT NULL",
        userId);
  }

  /** Whether there was an account to change. */
  private boolean update(String sql, Object... values) {
    return database.write(() -> database.jdbc().sql(sql).params(values).update() == 1);
  }

  @Override
  public Optional<String> trouble() {
    return database.trouble();
  }

  @Override
  public void close() {
    database.close();
  }
}
