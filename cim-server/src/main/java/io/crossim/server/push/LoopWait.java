package io.crossim.server.push;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.extern.slf4j.Slf4j;

/**
 * Waits for event loops, for a bounded time that leaves the caller half of its own: it would rather
 * have a partial answer.
 */
@Slf4j
final class LoopWait {

  private static final Duration LONGEST = Duration.ofMillis(500);

  private LoopWait() {}

  static void await(List<? extends CompletableFuture<?>> tasks) {
    try {
      CompletableFuture.allOf(tasks.toArray(CompletableFuture<?>[]::new))
          .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("an event loop is busy for more than {} ms", LONGEST.toMillis());
    } catch (ExecutionException e) {
      log.error("a delivery failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
