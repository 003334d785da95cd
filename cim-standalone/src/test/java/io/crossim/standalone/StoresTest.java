package io.crossim.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.service.start.ServiceRunner;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The single process starts with each store in each place, and waits for a Redis that is away. */
class StoresTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "embedded, memory, redis",
    "embedded, redis, embedded",
    "redis, memory, memory",
    "redis, redis, redis",
    "jdbc, memory, embedded"
  })
  void storesMayLieWhereTheUserWants(String accounts, String sessions, String inbox) {
    try (ConfigurableApplicationContext context =
        ServiceRunner.application(CimApplication.class, CimApplication.DEFAULTS)
            .run(
                "--server.port=0",
                "--cim.server.port=0",
                "--cim.standalone.send-port=-1",
                "--cim.management.port=-1",
                "--cim.data.directory=" + directory,
                "--cim.accounts.store=" + accounts,
                "--cim.sessions.store=" + sessions,
                "--cim.inbox.store=" + inbox,
                "--spring.datasource.url=jdbc:h2:mem:" + accounts,
                "--spring.data.redis.port=1")) {
      assertThat(context.isRunning()).isTrue();
    }
  }
}
