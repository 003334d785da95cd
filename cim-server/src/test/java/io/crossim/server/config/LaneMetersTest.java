package io.crossim.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneMetersTest {

  @Test
  void saysWhichCallsHoldUpOthers() {
    assertThat(lanes(59).areMoving()).isTrue();
    assertThat(lanes(60).areMoving()).isFalse();
    assertThat(lanes(60).trouble())
        .isEqualTo("a call to a route has not ended for 60 s: read, send");
  }

  private static LaneMeters lanes(int seconds) {
    return new LaneMeters(
        Map.of(
            "send", () -> Duration.ofSeconds(seconds),
            "bind", () -> Duration.ZERO,
            "read", () -> Duration.ofSeconds(seconds)));
  }
}
