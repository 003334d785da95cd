package io.crossim.route.delivery;

import io.crossim.common.result.UnavailableException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;

/** Lets so many calls be under way at once; the others wait, oldest first. Any thread. */
@RequiredArgsConstructor
public final class Turns {

  /** What waits its turn, for the one who is refused, such as "reads". */
  private final String what;

  private final int atOnce;
  private final int maxWaiting;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private int running;

  /**
   * Makes a call when it is its turn.
   *
   * @return as of the call; an {@link UnavailableException} when too many wait
   */
  public <T> CompletableFuture<T> take(Supplier<CompletableFuture<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    synchronized (waiting) {
      if (running >= atOnce) {
        if (waiting.size() >= maxWaiting) {
          return CompletableFuture.failedFuture(
              new UnavailableException(
                  "too many " + what + " wait for the store; retry later", null));
        }
        waiting.add(() -> start(call, result));
        return result;
      }
      running++;
    }
    start(call, result);
    return result;
  }

  private <T> void start(Supplier<CompletableFuture<T>> call, CompletableFuture<T> result) {
    CompletableFuture<T> called;
    try {
      called = call.get();
    } catch (RuntimeException | Error e) {
      called = CompletableFuture.failedFuture(e);
    }
    called.whenComplete(
        (value, failure) -> {
          try {
            if (failure == null) {
              result.complete(value);
            } else {
              result.completeExceptionally(failure);
            }
          } finally {
            next();
          }
        });
  }

  private void next() {
    Runnable next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        running--;
      }
    }
    if (next != null) {
      next.run();
    }
  }
}
