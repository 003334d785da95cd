package io.crossim.route.conversation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;

/** Makes calls again that failed, shortly after. Any thread; never blocks. */
@RequiredArgsConstructor
final class Retries {

  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(1));

  private final ScheduledExecutorService timer;

  /** Makes a call that has failed once, until it succeeds or has failed too often. */
  <T> CompletableFuture<T> again(Supplier<CompletableFuture<T>> call, Throwable failure) {
    return again(call, failure, 0);
  }

  private <T> CompletableFuture<T> again(
      Supplier<CompletableFuture<T>> call, Throwable failure, int tries) {
    if (tries == PAUSES.size()) {
      return CompletableFuture.failedFuture(failure);
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      timer.schedule(
          () -> begin(call, tries, result), PAUSES.get(tries).toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) { // the route ends
      result.completeExceptionally(failure);
    }
    return result;
  }

  private <T> void begin(
      Supplier<CompletableFuture<T>> call, int tries, CompletableFuture<T> result) {
    CompletableFuture<T> made;
    try {
      made = call.get();
    } catch (RuntimeException | Error e) {
      made = CompletableFuture.failedFuture(e);
    }
    made.handle(
            (value, failure) ->
                failure == null
                    ? CompletableFuture.completedFuture(value)
                    : again(call, failure, tries + 1))
        .thenCompose(next -> next)
        .whenComplete(
            (value, failure) -> {
              if (failure == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(failure);
              }
            });
  }
}
