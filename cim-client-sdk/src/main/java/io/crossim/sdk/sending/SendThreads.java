package io.crossim.sdk.sending;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Runs tasks of an outbox, at once or later. Runs nothing when the client's threads have ended. */
@RequiredArgsConstructor
final class SendThreads {

  /** May be blocked. */
  private final Executor calls;

  /** Only starts what is due. */
  private final ScheduledExecutorService timer;

  void run(Runnable task) {
    try {
      calls.execute(task);
    } catch (RejectedExecutionException e) {
      // The threads have ended, and with them the client, which settles what is left.
    }
  }

  /**
   * Starts a task after a delay, on the timer's thread.
   *
   * @return cancels it; null when it will not be started
   */
  @Nullable Future<?> after(Duration delay, Runnable task) {
    try {
      return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return null;
    }
  }
}
