package io.crossim.common.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private static final Duration FIRST = Duration.ofMillis(100);

  private final Backoff backoff = new Backoff(FIRST, Duration.ofSeconds(1));

  @ParameterizedTest
  @CsvSource({
    "-1,100",
    "0,100",
    "1,100",
    "2,200",
    "3,400",
    "4,800",
    "5,1000",
    "6,1000",
    "2000000000,1000"
  })
  void doublesUpToTheLongestWait(int attempt, long millis) {
    assertThat(backoff.delay(attempt)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void theFirstWaitIsBoundedToo() {
    assertThat(new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)).delay(1))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({"1,50", "2,100", "4,400", "5,500", "2000000000,500"})
  void aShareIsOfTheBoundedWait(int attempt, long millis) {
    assertThat(backoff.share(attempt, 0.5)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void sharesReachOverTheWholeRange() {
    assertThat(backoff.share(4, 0)).isZero();
    assertThat(backoff.share(4, 0.999)).isBetween(Duration.ofMillis(799), Duration.ofMillis(800));
  }

  @RepeatedTest(20)
  void aRandomWaitIsNoLongerThanTheWholeOne() {
    assertThat(backoff.randomDelay(1)).isBetween(Duration.ZERO, FIRST);
    assertThat(backoff.halfRandomDelay(1)).isBetween(FIRST.dividedBy(2), FIRST);
  }
}
