package io.crossim.sdk.sending;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Makes sends over HTTP, one call to a route after the other, the oldest first. Repeats one that
 * certainly has not left before any later one.
 */
@RequiredArgsConstructor
final class HttpSender {

  private final SendQueue queue;
  private final SendThreads threads;
  private final IntFunction<Duration> backoff;

  /** Says, under the queue's monitor, whether sends may go to a route. */
  private final BooleanSupplier wanted;

  /** Lets the outbox decide how the next send leaves. */
  private final Runnable next;

  /** Whether a call is under way, or waits for its repetition. Under the queue's monitor. */
  private boolean calling;

  boolean isCalling() {
    return calling;
  }

  /** Reserves the next call, so that nobody else makes one. {@link #call} has to follow. */
  void reserve() {
    calling = true;
  }

  /** Makes the reserved call on a thread for calls. */
  void call() {
    threads.run(this::callOldest);
  }

  private void callOldest() {
    Outgoing oldest = takeOldest();
    if (oldest != null) {
      CallResult result = CallResult.of(oldest.call);
      if (!result.hasLeft()) {
        repeat(oldest);
        return;
      }
      queue.settle(oldest, result.outcome(), result.error());
    }
    proceed();
  }

  private @Nullable Outgoing takeOldest() {
    synchronized (queue) {
      Outgoing oldest = wanted.getAsBoolean() ? queue.oldest() : null;
      if (oldest != null) {
        oldest.tried = true;
      }
      return oldest;
    }
  }

  private void repeat(Outgoing outgoing) {
    synchronized (queue) {
      outgoing.tried = false;
      threads.after(backoff.apply(++outgoing.failedCalls), this::proceed);
    }
  }

  private void proceed() {
    synchronized (queue) {
      calling = false;
    }
    next.run();
  }
}
