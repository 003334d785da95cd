package io.crossim.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxPositionsTest {

  @Test
  void readsWhatItWrites() {
    Position position =
        Position.newBuilder().setEpoch("word").setSeq(7).setMessageId(1L << 62).build();
    assertThat(InboxPositions.parse(InboxPositions.format(position))).contains(position);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "word", "word:1", ":1:2", "word:1:2:3", "word:-1:2", "word:1:-2", "word:x:2"})
  void namesNoPosition(String text) {
    assertThat(InboxPositions.parse(text)).isEmpty();
  }
}
