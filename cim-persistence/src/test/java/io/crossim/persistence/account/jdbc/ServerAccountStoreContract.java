package io.crossim.persistence.account.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.AccountStoreContract;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/**
 * The contract on a database server: the one whose JDBC URL, user and password included, the
 * environment names, else a container; skipped where there is neither.
 */
abstract class ServerAccountStoreContract extends AccountStoreContract {

  private static final Duration PATIENT = Duration.ofSeconds(30);

  private static HikariDataSource one;
  private static HikariDataSource two;
  private static AutoCloseable server = () -> {};
  private boolean second;

  /** A server that was started for the test. */
  record Started(String url, AutoCloseable server) {}

  static void connect(String variable, Supplier<Started> container) {
    String url = System.getenv(variable);
    if (url == null || url.isBlank()) {
      Assumptions.assumeTrue(
          DockerClientFactory.instance().isDockerAvailable(), variable + " or Docker");
      Started started = container.get();
      server = started.server();
      url = started.url();
    }
    one = Pools.remote(url, null, null, PATIENT, JdbcSettings.DEFAULT.pool());
    two = Pools.remote(url, null, null, PATIENT, JdbcSettings.DEFAULT.pool());
  }

  @AfterAll
  static void disconnect() throws Exception {
    if (one != null) {
      one.close();
      two.close();
    }
    server.close();
  }

  @Override
  protected AccountStore open() {
    second = !second;
    return JdbcAccountStore.open(second ? one : two, PATIENT);
  }
}
