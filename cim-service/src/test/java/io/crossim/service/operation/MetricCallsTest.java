package io.crossim.service.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.service.call.CallAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricCallsTest {

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final AtomicInteger scrapes = new AtomicInteger();
  private final MetricCalls calls =
      new MetricCalls(() -> "scrape " + scrapes.incrementAndGet(), tasks::add);

  @Test
  void whoAsksMeanwhileGetsTheSameAnswer() {
    CompletableFuture<CallAnswer> first = calls.scrape();
    CompletableFuture<CallAnswer> second = calls.scrape();
    assertThat(tasks).hasSize(1);
    tasks.remove().run();

    assertThat(text(first)).isEqualTo("scrape 1");
    assertThat(text(second)).isEqualTo("scrape 1");
    CompletableFuture<CallAnswer> third = calls.scrape();
    tasks.remove().run();
    assertThat(text(third)).isEqualTo("scrape 2");
  }

  @Test
  void oneThatFailsDoesNotStandInTheWayOfTheNext() {
    MetricCalls broken =
        new MetricCalls(
            () -> {
              throw new IllegalStateException("of a gauge");
            },
            tasks::add);
    for (int i = 0; i < 2; i++) {
      CompletableFuture<CallAnswer> answer = broken.scrape();
      tasks.remove().run();
      assertThatThrownBy(answer::join).hasMessageContaining("of a gauge");
    }
  }

  private static String text(CompletableFuture<CallAnswer> answer) {
    return new String(answer.join().body(), StandardCharsets.UTF_8);
  }
}
