package io.crossim.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HintsTest {

  @Test
  void sayWhatMayBeDone() {
    assertThat(Hints.of("127.0.0.1:8083 cannot be reached (Connection refused)"))
        .hasValueSatisfying(hint -> assertThat(hint).contains("./cim up"));
    assertThat(
            Hints.of(
                "127.0.0.1:8083 cannot be reached (its certificate is signed by no CA that is"
                    + " trusted here)"))
        .hasValueSatisfying(hint -> assertThat(hint).contains("--tls", "--cim.tls.trust"));
    assertThat(Hints.of("password: nothing (expected: a password, because ...)"))
        .hasValueSatisfying(hint -> assertThat(hint).contains("--password"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:8083 cannot be reached (its certificate has expired)",
        "127.0.0.1:8083 cannot be reached (it does not speak TLS)",
        "this user is logged in already"
      })
  void sayNothingWhereTheReasonIsEnough(String reason) {
    assertThat(Hints.of(reason)).isEmpty();
  }
}
