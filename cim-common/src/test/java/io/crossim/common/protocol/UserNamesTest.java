package io.crossim.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "alice, alice",
    "' bob ', bob",
    "a b, a b",
    "e\u0301va, éva",
    "ａｌｉｃｅ, alice",
    "张三, 张三",
    "😀, 😀",
    "דנה לוי, דנה לוי",
  })
  void aNewNameHasOneForm(String typed, String canonical) {
    assertThat(UserNames.canonical(typed)).isEqualTo(canonical);
    assertThat(UserNames.canonical(canonical)).isEqualTo(canonical);
    assertThat(UserNames.matches(canonical, typed)).isTrue();
  }

  /** Each of them looks like another name, or like none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob\u200b", // zero width space
        "bo\u200db", // zero width joiner
        "\u202ebob", // right-to-left override
        "bob\u2066", // isolate
        "bob\u00ad", // soft hyphen
        "bob\ufeff", // byte order mark
        "bob\u00a0", // no-break space
        "bob\u2003x", // em space
        "\u3164", // Hangul filler
        "\uffa0", // the same in half width
        "\u2800", // Braille without dots
        "bob\ufe0f", // variation selector
        "bob\u034f", // grapheme joiner
        "bob\ue000", // private use
        "bob\u0378", // unassigned
        "\ufffd\ufffd", // what could not be decoded
        "a  b",
        "\u0301bob",
        "bobדנה",
        "דנהbob",
        "system",
        "System ",
        "ｓｙｓｔｅｍ",
        "all",
      })
  void aNewNameThatCannotBeToldFromAnotherIsRefused(String name) {
    assertThatThrownBy(() -> UserNames.canonical(name))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("userName: ")
        .hasMessageContaining("(expected: ");
  }

  @Test
  void aNewNameIsNotLongerThanOneOfBefore() {
    assertThat(UserNames.canonical("é".repeat(64))).hasSize(64);
    assertThatThrownBy(() -> UserNames.canonical("a".repeat(65)))
        .hasMessageContaining("65 characters");
  }

  @Test
  void onlyANameThatCouldBeReadIsOne() {
    assertThat(UserNames.checkDecoded("bob\u200b")).isEqualTo("bob\u200b");
    assertThatThrownBy(() -> UserNames.checkDecoded("\ufffd\ufffd"))
        .hasMessageContaining("could not be decoded")
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aNameOfSomethingElseIsCanonicalTooAndMayBeAnyWord() {
    assertThat(UserNames.visible("name", " ａll ")).isEqualTo("all");
    assertThatThrownBy(() -> UserNames.visible("name", "a\u200bb"))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("name: U+200B in it (expected: ");
    assertThatThrownBy(() -> UserNames.visible("name", null))
        .hasMessageStartingWith("name: nothing (expected: ");
    assertThatThrownBy(() -> UserNames.visible("name", "a".repeat(65)))
        .hasMessageStartingWith("name: 65 characters (expected: ");
  }
}
