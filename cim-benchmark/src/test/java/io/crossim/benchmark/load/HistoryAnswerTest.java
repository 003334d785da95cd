package io.crossim.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryAnswerTest {

  @Test
  void allThatWasAskedForIsFound() {
    assertThat(HistoryAnswer.holds(answer(98, 99, 100), 98, 3)).isTrue();
    assertThat(HistoryAnswer.holds(answer(), 98, 0)).isTrue();
  }

  @Test
  void whatIsMissingIsFoundOut() {
    assertThat(HistoryAnswer.holds(answer(98, 99), 98, 3)).isFalse();
    assertThat(HistoryAnswer.holds(answer(98, 100), 98, 3)).isFalse();
    assertThat(HistoryAnswer.holds(answer(), 98, 3)).isFalse();
  }

  @Test
  void whatWasNotAskedForIsFoundOut() {
    assertThat(HistoryAnswer.holds(answer(97, 98, 99, 100), 98, 3)).isFalse();
    assertThat(HistoryAnswer.holds(answer(98, 99, 100, 101), 98, 3)).isFalse();
  }

  @Test
  void anotherOrderIsFoundOut() {
    assertThat(HistoryAnswer.holds(answer(99, 98, 100), 98, 3)).isFalse();
  }

  private static ByteBuf answer(long... places) {
    String messages =
        LongStream.of(places)
            .mapToObj(seq -> "{\"seq\":" + seq + ",\"msg\":\"{{\",\"reactions\":{\"+1\":2}}")
            .collect(Collectors.joining(","));
    String answer =
        "{\"code\":\"9000\",\"dataBody\":{\"head\":100,\"messages\":[" + messages + "]}}";
    return Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII);
  }
}
