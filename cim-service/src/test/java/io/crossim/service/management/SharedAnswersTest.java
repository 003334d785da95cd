package io.crossim.service.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.ResultCode;
import io.crossim.service.call.CallAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {

  private final ArrayDeque<CompletableFuture<CallAnswer>> begun = new ArrayDeque<>();
  private final SharedAnswers answers = new SharedAnswers();
  private final Supplier<CompletableFuture<CallAnswer>> maker =
      () -> {
        CompletableFuture<CallAnswer> answer = new CompletableFuture<>();
        begun.add(answer);
        return answer;
      };

  @Test
  void whoAsksMeanwhileGetsTheSameAnswer() {
    CompletableFuture<CallAnswer> first = answers.get("a", maker);
    CompletableFuture<CallAnswer> second = answers.get("a", maker);
    CompletableFuture<CallAnswer> other = answers.get("b", maker);
    assertThat(begun).hasSize(2);
    begun.remove().complete(text("scrape 1"));

    assertThat(first.join()).isSameAs(second.join());
    assertThat(other).isNotDone();
    CompletableFuture<CallAnswer> third = answers.get("a", maker);
    begun.removeLast().complete(text("scrape 2"));
    assertThat(new String(third.join().body(), StandardCharsets.UTF_8)).isEqualTo("scrape 2");
  }

  @Test
  void oneThatFailsDoesNotStandInTheWayOfTheNext() {
    for (int i = 0; i < 2; i++) {
      CompletableFuture<CallAnswer> answer = answers.get("a", maker);
      begun.remove().completeExceptionally(new IllegalStateException("of a gauge"));
      assertThatThrownBy(answer::join).hasMessageContaining("of a gauge");
    }
  }

  private static CallAnswer text(String text) {
    return new CallAnswer(
        200, "text/plain", text.getBytes(StandardCharsets.UTF_8), ResultCode.SUCCESS);
  }
}
