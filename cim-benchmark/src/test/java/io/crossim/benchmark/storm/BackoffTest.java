package io.crossim.benchmark.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void theLimitDoublesUntilTheLongestWait() {
    assertThat(Backoff.nanos(1, 0.5)).isEqualTo(Duration.ofMillis(125).toNanos());
    assertThat(Backoff.nanos(3, 0.5)).isEqualTo(Duration.ofMillis(500).toNanos());
    assertThat(Backoff.nanos(1_000, 0.5)).isEqualTo(Duration.ofMillis(7_500).toNanos());
  }

  @Test
  void theJitterIsFull() {
    assertThat(Backoff.nanos(5, 0)).isZero();
  }
}
