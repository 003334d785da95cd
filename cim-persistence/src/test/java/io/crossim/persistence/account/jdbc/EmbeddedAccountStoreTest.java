package io.crossim.persistence.account.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.AccountStoreContract;
import io.crossim.persistence.account.StoredAccount;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedAccountStoreTest extends AccountStoreContract {

  private static final Duration PATIENT = Duration.ofSeconds(30);

  @TempDir private static Path shared;
  @TempDir private Path own;
  private HikariDataSource pool;

  @BeforeEach
  void openPool() {
    pool();
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  @Override
  protected AccountStore open() {
    return JdbcAccountStore.open(pool(), PATIENT);
  }

  private HikariDataSource pool() {
    if (pool == null) {
      pool = Pools.embedded(shared, PATIENT);
    }
    return pool;
  }

  @Test
  void keepsAccountsInItsDirectory() {
    StoredAccount ann;
    try (AccountStore store = JdbcAccountStore.embedded(own.resolve("new/directory"))) {
      ann = store.register("ann");
    }
    try (AccountStore store = JdbcAccountStore.embedded(own.resolve("new/directory"))) {
      assertThat(store.find(ann.userId())).contains(ann);
      assertThat(store.register("bob").userId()).isGreaterThan(ann.userId());
    }
  }

  @Test
  void losesNothingWhenItsProcessIsKilled() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RegisterAndWait.class.getName(),
                own.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long userId;
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line = output.readLine();
      while (line != null && !line.startsWith(RegisterAndWait.ANSWER)) {
        line = output.readLine();
      }
      assertThat(line).isNotNull();
      userId = Long.parseLong(line.substring(RegisterAndWait.ANSWER.length()));
      assertThatThrownBy(() -> JdbcAccountStore.embedded(own))
          .hasMessage(
              "directory: "
                  + own
                  + " is in use by another process (expected: a directory of this process alone)");
    } finally {
      child.destroyForcibly().onExit().join();
    }

    try (AccountStore store = JdbcAccountStore.embedded(own)) {
      assertThat(store.find(userId)).contains(new StoredAccount(userId, RegisterAndWait.NAME));
      assertThat(store.register(RegisterAndWait.NAME).userId()).isEqualTo(userId);
    }
  }

  @Test
  void saysWhichDirectoryCannotBeUsed() throws Exception {
    Path file = Files.createFile(own.resolve("file"));

    assertThatThrownBy(() -> JdbcAccountStore.embedded(file))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("directory: " + file);
    assertThatThrownBy(() -> JdbcAccountStore.embedded(own.resolve("a;b")))
        .isInstanceOf(CimException.class)
        .hasMessageContaining("a;b");
  }

  @Test
  void aPoolThatTellsItsMetersAlreadyIsLeftAsItIs() {
    MetricsTrackerFactory others = (name, statistics) -> new IMetricsTracker() {};
    pool.setMetricsTrackerFactory(others);
    JdbcAccountStore store = JdbcAccountStore.open(pool, PATIENT);
    assertThatCode(() -> store.meterPool("a registry")).doesNotThrowAnyException();
    assertThat(pool.getMetricsTrackerFactory()).isSameAs(others);
  }

  @Test
  void isUnavailableWhenTheDatabaseIsGone() {
    HikariDataSource source = Pools.embedded(own, PATIENT);
    AccountStore store = JdbcAccountStore.open(source, PATIENT);
    source.close();

    assertThatThrownBy(() -> store.register("ann")).isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> store.find(1)).isInstanceOf(UnavailableException.class);
  }

  @Test
  void isUnavailableWhenTheDatabaseIsAwayAtTheStart() {
    assertThatThrownBy(
            () ->
                JdbcAccountStore.open(
                    "jdbc:postgresql://127.0.0.1:1/cim", "cim", "secret", JdbcSettings.DEFAULT))
        .isInstanceOf(UnavailableException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void saysWhichUrlsAreUnderstood() {
    assertThatThrownBy(
            () ->
                JdbcAccountStore.open(
                    "jdbc:nosql://db/cim?password=secret", "a", "b", JdbcSettings.DEFAULT))
        .isInstanceOf(CimException.class)
        .hasMessageContaining("JDBC URL: jdbc:nosql://")
        .hasMessageNotContaining("secret");
  }
}
