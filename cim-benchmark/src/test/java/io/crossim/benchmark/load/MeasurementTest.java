package io.crossim.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  private static final int SIZE = 100;

  @Test
  void aLostMessageIsFoundOut() {
    Measurement measurement = new Measurement(1);
    measurement.answered(0, 0, true);
    measurement.answered(0, 0, true);
    measurement.arrived(text(0, 2));

    assertThat(measurement.lost()).isEqualTo(1);
  }

  @Test
  void whatComesTwiceOrInAnotherOrderIsFoundOut() {
    Measurement measurement = new Measurement(2);
    measurement.arrived(text(1, 2));
    measurement.arrived(text(1, 2));
    measurement.arrived(text(1, 1));

    assertThat(measurement.duplicates()).isEqualTo(1);
    assertThat(measurement.disorder()).isEqualTo(1);
  }

  @Test
  void whatSomebodyElseWroteIsPassedOver() {
    Measurement measurement = new Measurement(1);
    measurement.arrived("12:30: lunch: who is in?");
    measurement.arrived("hello");

    assertThat(measurement.duplicates() + measurement.disorder()).isZero();
  }

  @Test
  void aTextIsAsLongAsItWasAskedFor() {
    assertThat(text(1, 2)).hasSize(SIZE);
    assertThat(MessageText.parse(text(1, 2))).isEqualTo(new MessageText(1, 2, 7));
  }

  private static String text(int lane, long number) {
    return new String(new MessageText(lane, number, 7).bytes(SIZE), StandardCharsets.US_ASCII);
  }
}
