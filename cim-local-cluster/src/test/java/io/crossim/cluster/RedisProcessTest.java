package io.crossim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProcessTest {

  @TempDir private Path directory;

  @Test
  void durableOneKeepsItsDataOverAKill() {
    try (RedisProcess redis =
        RedisProcess.startDurable(
            directory.resolve("redis"), directory.resolve("logs"), Ports.free())) {
      assertThat(redis.version()).matches("\\d+\\.\\d+.*");
      assertThat(ask(redis, "SET", "name", "ana")).isEqualTo("OK");
      redis.process().kill();
      redis.restart();
      assertThat(ask(redis, "STRLEN", "name")).isEqualTo("3");
    }
  }

  @Test
  void volatileOneForgets() {
    try (RedisProcess redis =
        RedisProcess.startVolatile(
            directory.resolve("redis"), directory.resolve("logs"), Ports.free())) {
      assertThat(ask(redis, "SET", "name", "ana")).isEqualTo("OK");
      redis.restart();
      assertThat(ask(redis, "STRLEN", "name")).isEqualTo("0");
    }
  }

  private static String ask(RedisProcess redis, String... command) {
    return RedisLine.askAt(redis.host(), redis.port(), command);
  }
}
