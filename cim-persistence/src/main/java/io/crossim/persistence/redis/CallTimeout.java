package io.crossim.persistence.redis;

import io.crossim.common.result.CimException;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** When a call's waiting ends, and what its failures are called. */
record CallTimeout(long nanoTime, Duration timeout, RedisFailures failures) {

  static CallTimeout after(Duration timeout, RedisFailures failures) {
    return new CallTimeout(System.nanoTime() + timeout.toNanos(), timeout, failures);
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
  void limit(CommandBatch<?, ?> call, @Nullable Timer timer) {
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
    return failures.of(failure, timeout);
  }
}
