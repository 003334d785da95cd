package io.crossim.service.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondSignalTest {

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void isNoticedAndDoesNothingElse(String signal) throws Exception {
    try (SecondSignal second = SecondSignal.watch()) {
      send(signal);
      assertThat(second.await(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void isWaitedForInVain() throws Exception {
    try (SecondSignal second = SecondSignal.watch()) {
      assertThat(second.await(Duration.ofMillis(1))).isFalse();
    }
  }

  private static void send(String signal) throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-" + signal, self).start().waitFor();
  }
}
