package io.crossim.metastore.tree;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a store. The store's state belongs to it and needs no locks; listeners are
 * called on it, one at a time and in order. A task that throws is logged and stops nothing; what
 * comes after the end is dropped.
 */
@Slf4j
final class StoreThread implements Executor {

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, this::newThread);
  private volatile @Nullable Thread thread;

  @Override
  public void execute(Runnable task) {
    submit(task);
  }

  void every(Duration period, Runnable task) {
    executor.scheduleWithFixedDelay(guarded(task), 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs a task and waits for its end, but not longer than the limit; here at once. */
  void run(Runnable task, Duration limit) {
    if (Thread.currentThread() == thread) {
      guarded(task).run();
      return;
    }
    Future<?> done = submit(task);
    if (done == null) {
      return;
    }
    try {
      done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.debug("Not waiting longer than {}", limit);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a last task, waits for its end within the limit, and ends the thread. */
  void end(Runnable last, Duration limit) {
    run(last, limit);
    executor.shutdownNow();
  }

  private @Nullable Future<?> submit(Runnable task) {
    try {
      return executor.submit(guarded(task));
    } catch (RejectedExecutionException e) {
      log.debug("A task after the end is dropped");
      return null;
    }
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.error("A task of discovery failed", e);
      }
    };
  }

  private Thread newThread(Runnable work) {
    Thread made = new Thread(work, "cim-discovery");
    made.setDaemon(true);
    thread = made;
    return made;
  }
}
