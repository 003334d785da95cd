package io.crossim.client.emoji;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmojisTest {

  private final Emojis emojis = new Emojis();
  private final EmojiPages pages = new EmojiPages();

  @ParameterizedTest
  @CsvSource({
    ":smile:,😄",
    "hi:smile:there,hi😄there",
    ":no-such:smile:,:no-such😄",
    ":+1: :-1:,👍 👎",
    "well :) then,well 🙂 then",
    "http://host:8083/x,http://host:8083/x",
    "10:100:20,10:100:20",
    "a: b: c,a: b: c",
    "::,::",
  })
  void turnsAliasesIntoEmoji(String text, String expected) {
    assertThat(emojis.replace(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {":smile: hi", ":smile:hi", ":) hi", ":+1:"})
  void knowsALineThatBeginsWithAnAlias(String line) {
    assertThat(emojis.startsWithAlias(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {":x", ":x :smile:", ":nosuch: hi", ":", "::"})
  void knowsALineThatDoesNot(String line) {
    assertThat(emojis.startsWithAlias(line)).isFalse();
  }

  @Test
  void everyAliasOnAPageBecomesItsEmoji() {
    for (int page = 1; page <= pages.count(); page++) {
      List<EmojiPages.Entry> entries = pages.page(page);
      assertThat(entries).isNotEmpty().hasSizeLessThanOrEqualTo(EmojiPages.PAGE_SIZE);
      for (EmojiPages.Entry entry : entries) {
        assertThat(entry.aliases())
            .allSatisfy(alias -> assertThat(emojis.replace(alias)).isNotEqualTo(alias));
      }
    }
  }
}
