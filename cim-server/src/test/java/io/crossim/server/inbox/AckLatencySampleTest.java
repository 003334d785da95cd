package io.crossim.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AckLatencySampleTest {

  private final AckLatencySample ackLatency = new AckLatencySample();

  @Test
  void theFirstMessageIsMeasured() {
    ackLatency.begin(5, 100);
    assertThat(ackLatency.age(130)).isEqualTo(30);
    assertThat(ackLatency.settle(4, 8, 140)).as("an earlier one").isNegative();
    assertThat(ackLatency.settle(8, 8, 150)).isEqualTo(50);
    assertThat(ackLatency.isNone()).isTrue();
    assertThat(ackLatency.age(200)).isZero();
  }

  @Test
  void whatWasWrittenMeanwhileIsMeasuredNext() {
    ackLatency.begin(5, 100);
    assertThat(ackLatency.settle(6, 9, 150)).isEqualTo(50);
    assertThat(ackLatency.age(170)).as("never too high").isEqualTo(20);
    assertThat(ackLatency.settle(8, 9, 180)).isNegative();
    assertThat(ackLatency.settle(9, 9, 190)).isEqualTo(40);
  }

  @Test
  void anotherPositionOwesNothing() {
    ackLatency.begin(5, 100);
    ackLatency.clear();
    assertThat(ackLatency.settle(5, 5, 200)).isNegative();
  }
}
