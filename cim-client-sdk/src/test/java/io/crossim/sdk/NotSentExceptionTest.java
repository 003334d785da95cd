package io.crossim.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NotSentExceptionTest {

  @Test
  void tellsItsTimeInTheUnitThatFits() {
    assertThat(new NotSentException(Duration.ofMinutes(1)))
        .hasMessage("there was no way to the cluster for the text within 60 s");
    assertThat(new NotSentException(Duration.ofMillis(1500)))
        .hasMessage("there was no way to the cluster for the text within 1500 ms");
  }
}
