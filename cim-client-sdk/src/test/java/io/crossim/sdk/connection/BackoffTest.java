package io.crossim.sdk.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

  @ParameterizedTest
  @CsvSource({"1,50", "2,100", "3,200", "4,400", "5,500", "6,500", "2000000000,500"})
  void doublesUpToItsLimit(int attempt, long millis) {
    assertThat(backoff.delay(attempt, 0.5)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void spreadsOverTheWholeRange() {
    assertThat(backoff.delay(4, 0)).isZero();
    assertThat(backoff.delay(4, 0.999)).isBetween(Duration.ofMillis(799), Duration.ofMillis(800));
  }
}
