package io.crossim.route.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.service.clock.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineWatchTest {

  private static final Deadline LATE = Deadline.of(Duration.ofHours(1));

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final DeadlineWatch watch = new DeadlineWatch(timer);

  @AfterEach
  void close() {
    timer.shutdownNow();
  }

  @Test
  void whatHangsOnALateResultHoldsNobodyUpWhoBeginsToWatch() throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    CompletableFuture<Void> other =
        result.thenAccept(
            end ->
                CompletableFuture.runAsync(() -> watch.watch(new CompletableFuture<>(), LATE))
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join());

    watch.watch(result, Deadline.of(Duration.ofMillis(100)), "late");

    other.get(20, TimeUnit.SECONDS); // fails where the other thread had to wait
    assertThat(result).isCompletedWithValue("late");
  }
}
