package io.crossim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProcessTest {

  @TempDir private Path directory;

  @Test
  void durableOneKeepsItsDataOverAKill() throws Exception {
    try (RedisProcess redis =
        RedisProcess.startDurable(
            directory.resolve("redis"), directory.resolve("logs"), Ports.free())) {
      assertThat(redis.version()).matches("\\d+\\.\\d+.*");
      assertThat(ask(redis, "SET name ana")).isEqualTo("+OK");
      redis.process().kill();
      redis.restart();
      assertThat(ask(redis, "STRLEN name")).isEqualTo(":3");
    }
  }

  @Test
  void volatileOneForgets() throws Exception {
    try (RedisProcess redis =
        RedisProcess.startVolatile(
            directory.resolve("redis"), directory.resolve("logs"), Ports.free())) {
      assertThat(ask(redis, "SET name ana")).isEqualTo("+OK");
      redis.restart();
      assertThat(ask(redis, "STRLEN name")).isEqualTo(":0");
    }
  }

  private static String ask(RedisProcess redis, String command) throws IOException {
    try (Socket socket = new Socket(redis.host(), redis.port());
        BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      return answers.readLine();
    }
  }
}
