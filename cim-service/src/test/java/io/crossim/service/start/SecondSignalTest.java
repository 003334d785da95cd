package io.crossim.service.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With SIGTERM; a shell may have started this JVM with SIGINT ignored. */
class SecondSignalTest {

  private static final Duration PATIENT = Duration.ofSeconds(60);

  /** Watches in the first place, or when it is told to end. */
  static class Watching {

    public static void main(String[] args) throws InterruptedException {
      if (args.length > 0) {
        Runtime.getRuntime().addShutdownHook(new Thread(Watching::watch));
        say("running");
        new CountDownLatch(1).await();
      } else {
        watch();
      }
    }

    private static void watch() {
      try (SecondSignal second = SecondSignal.watch()) {
        say("watching");
        say(String.valueOf(second.await(PATIENT)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void say(String word) {
      System.out.println(word);
      System.out.flush();
    }
  }

  @Test
  void isNoticedAndDoesNothingElse() throws Exception {
    try (SecondSignal second = SecondSignal.watchAlways()) {
      String self = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-TERM", self).start().waitFor();
      assertThat(second.await(PATIENT)).isTrue();
    }
  }

  @Test
  void isWaitedForInVain() throws Exception {
    try (SecondSignal second = SecondSignal.watchAlways()) {
      assertThat(second.await(Duration.ofMillis(1))).isFalse();
    }
  }

  @Test
  void theFirstSignalOfAProcessEndsIt() throws Exception {
    Process process = start();
    try (BufferedReader words = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(words.readLine()).isEqualTo("watching");
      process.toHandle().destroy();
      assertThat(words.readLine()).isNull();
      assertThat(process.waitFor(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theSecondSignalOfAProcessIsNoticed() throws Exception {
    Process process = start("in the end");
    try (BufferedReader words = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(words.readLine()).isEqualTo("running");
      process.toHandle().destroy();
      assertThat(words.readLine()).isEqualTo("watching");
      process.toHandle().destroy();
      assertThat(words.readLine()).isEqualTo("true");
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Watching.class.getName());
    builder.command().addAll(List.of(arguments));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
