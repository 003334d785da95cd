package io.crossim.sdk.sending;

import io.crossim.common.result.CimException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Completes results outside the outbox's lock, and remembers which threads are at it: a completion
 * runs what the application hung on the result. Any thread.
 */
final class Settlements {

  private final List<Thread> completing = new ArrayList<>();

  /** To be called before the send is taken away, so that nobody finds nothing left to be done. */
  synchronized void begin() {
    completing.add(Thread.currentThread());
  }

  synchronized void end() {
    completing.remove(Thread.currentThread());
  }

  /** Whether no thread but the asking one completes a result: that one would wait for itself. */
  synchronized boolean isDoneBut(Thread asking) {
    return completing.stream().allMatch(asking::equals);
  }

  static void complete(
      CompletableFuture<Outcome> result, Outcome outcome, @Nullable CimException error) {
    if (error == null) {
      result.complete(outcome);
    } else {
      result.completeExceptionally(error);
    }
  }
}
