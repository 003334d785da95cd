package io.crossim.service.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

class ServiceRunnerTest {

  /** A service with a thread that nobody stops. */
  @EnableAutoConfiguration
  static class Service {

    public static void main(String[] args) {
      ServiceRunner.run(
          Service.class, args, Map.of("server.port", "0", "cim.discovery.type", "memory"));
    }

    @Bean
    Thread lingering() {
      Thread thread =
          new Thread(
              () -> {
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
      return thread;
    }
  }

  @Test
  void aFailedStartEndsTheProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Service.class.getName(),
                "--server.port=70000")
            .redirectErrorStream(true)
            .start();
    try {
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(output).endsWith("Cannot start. server.port: 70000 (expected: 0-65535)");
      assertThat(output).doesNotContain("\tat ");
    } finally {
      process.destroyForcibly();
    }
  }
}
