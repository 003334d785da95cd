package io.crossim.persistence.redis;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** When a call's waiting ends, and what its failures are called. */
record Deadline(long nanoTime, Duration timeout) {

  static Deadline after(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos(), timeout);
  }

  /** What is left, in nanoseconds; not below 0. */
  long left() {
    return Math.max(0, nanoTime - System.nanoTime());
  }

  /**
   * Ends the call with a {@link TimeoutException} when it is not done by then.
   *
   * @param timer whose ticks may be coarse; null for the JVM's, which wakes a thread for each call
   */
  void limit(Answers<?, ?> call, @Nullable Timer timer) {
    if (timer != null) {
      try {
        Timeout end =
            timer.newTimeout(
                now -> call.completeExceptionally(new TimeoutException()),
                left(),
                TimeUnit.NANOSECONDS);
        var unused = call.whenComplete((result, failure) -> end.cancel());
      } catch (IllegalStateException | RejectedExecutionException e) {
        call.completeExceptionally(e); // the client is closing, and its timer with it
      }
      return;
    }
    var unused = call.orTimeout(left(), TimeUnit.NANOSECONDS);
  }

  /** The failure as the call's maker is told it. */
  CimException failure(Throwable failure) {
    Throwable bare =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (bare instanceof CimException known) {
      return known;
    }
    if (bare instanceof TimeoutException) {
      return new UnavailableException(
          "Redis: no answer (expected: within " + timeout.toMillis() + " ms)", bare);
    }
    if (bare instanceof CancellationException) {
      return new UnavailableException("Redis: the connection was lost during the call", bare);
    }
    return new UnavailableException("Redis: the call failed: " + rootMessage(bare), bare);
  }

  /** Redis's own words stand deepest: a wrong password, a replica that takes no writes. */
  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
