package io.crossim.sdk.sending;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Starts what is due. Once its threads have ended, and with them the client, nothing is. */
@RequiredArgsConstructor
final class SendTimer {

  private final ScheduledExecutorService threads;

  /** Answers null when nothing will be started. */
  @Nullable Future<?> after(Duration delay, Runnable task) {
    try {
      return threads.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return null;
    }
  }

  static void cancel(@Nullable Future<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }
}
