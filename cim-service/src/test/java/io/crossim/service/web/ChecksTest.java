package io.crossim.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, 1L << 53, Long.MAX_VALUE})
  void refusesWhatIsNoUserId(Long id) {
    assertThatThrownBy(() -> Checks.userId("userId", id)).hasMessageStartingWith("userId: ");
  }

  @Test
  void takesEveryUserId() {
    assertThat(Checks.userId("userId", 1L)).isEqualTo(1);
    assertThat(Checks.userId("userId", (1L << 53) - 1)).isEqualTo(9007199254740991L);
  }

  @Test
  void countsTextsInBytes() {
    assertThat(Checks.text("msg", "你好你", 9)).isEqualTo("你好你");
    assertThatThrownBy(() -> Checks.text("msg", "你好你", 8))
        .hasMessage("msg: 9 bytes (expected: a text of 1 to 8 bytes)");
    assertThatThrownBy(() -> Checks.text("msg", "", 8))
        .hasMessage("msg: an empty text (expected: a text of 1 to 8 bytes)");
    assertThatThrownBy(() -> Checks.text("msg", null, 8)).hasMessageStartingWith("msg: nothing");
  }
}
