package io.crossim.persistence.account.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crossim.common.result.CimException;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** The connection pools that the store makes itself. */
@Slf4j
final class Pools {

  private static final String EMBEDDED = "accounts";

  private Pools() {}

  /** The file of the database in a directory. */
  static Path file(Path directory) {
    return directory.toAbsolutePath().resolve(EMBEDDED + ".mv.db");
  }

  /** The pool of a database server. It connects when a connection is first asked for. */
  static HikariDataSource remote(
      String url,
      @Nullable String username,
      @Nullable String password,
      Duration timeout,
      Consumer<HikariConfig> changes) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("cim-accounts");
    config.setJdbcUrl(forDriver(url));
    config.setUsername(username);
    config.setPassword(password);
    config.setMaximumPoolSize(16);
    config.setConnectionTimeout(timeout.toMillis());
    config.setValidationTimeout(Math.max(250, timeout.toMillis() / 2));
    config.setInitializationFailTimeout(-1);
    changes.accept(config);
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      // What it says repeats the URL, which may hold a password.
      log.debug("no pool", e);
      throw CimException.invalid(
          "JDBC URL",
          url.replaceAll("//.*", "//…"),
          "jdbc:mysql://…, jdbc:postgresql://… or jdbc:h2:…");
    }
  }

  /**
   * The URL as a driver here takes it. MariaDB's driver speaks to MySQL where it is told so;
   * MySQL's own one counts where somebody has added it.
   */
  static String forDriver(String url) {
    if (!url.startsWith("jdbc:mysql:") || hasDriver(url)) {
      return url;
    }
    return url + (url.contains("?") ? "&" : "?") + "permitMysqlScheme=true";
  }

  private static boolean hasDriver(String url) {
    return DriverManager.drivers().anyMatch(driver -> accepts(driver, url));
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * The pool of a database in a directory of this process alone. A commit is handed to the
   * operating system before it is answered, so the end of the process does not undo it.
   */
  static HikariDataSource embedded(Path directory, Duration timeout) {
    Path file = directory.toAbsolutePath().resolve(EMBEDDED);
    if (file.toString().contains(";")) {
      throw CimException.invalid("directory", directory, "a path without a semicolon");
    }
    HikariConfig config = new HikariConfig();
    config.setPoolName("cim-accounts");
    config.setJdbcUrl(
        "jdbc:h2:file:"
            + file
            + ";WRITE_DELAY=0"
            + ";DB_CLOSE_ON_EXIT=FALSE"
            // its own trace would hold names, in a file beside the data
            + ";TRACE_LEVEL_FILE=0"
            + ";LOCK_TIMEOUT="
            + timeout.toMillis());
    config.setMaximumPoolSize(8);
    // The database is open as long as a connection is: one always stays.
    config.setMinimumIdle(1);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(timeout.toMillis());
    return new HikariDataSource(config);
  }
}
