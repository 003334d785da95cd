package io.crossim.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"alice", "张三", "cim-account:1", "a b", "😀"})
  void ordinaryNames(String name) {
    assertThat(UserNames.check(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "\u2028", "\ud800"})
  void namesThatAreRefused(String name) {
    assertThatThrownBy(() -> UserNames.check(name))
        .isInstanceOf(CimException.class)
        .hasMessageContaining("userName: ")
        .hasMessageContaining("expected: a name of 1 to 64 characters");
  }

  @Test
  void lengthCountsCharactersAsAReaderDoes() {
    assertThat(UserNames.check("😀".repeat(64))).isNotEmpty();
    assertThatThrownBy(() -> UserNames.check("a".repeat(65))).hasMessageContaining("65 characters");
  }
}
