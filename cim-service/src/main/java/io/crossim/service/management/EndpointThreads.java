package io.crossim.service.management;

import io.crossim.common.result.UnavailableException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A thread for each endpoint, which answers its calls one after the other: an endpoint that hangs
 * holds up no other one. There is no thread while nobody calls. Any thread.
 */
final class EndpointThreads implements AutoCloseable {

  private static final int IDLE_SECONDS = 30;
  private static final int MOST_WAITING = 1_000;

  private final Map<String, ThreadPoolExecutor> threads = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Makes an answer on the thread of that name.
   *
   * @return fails with {@link RejectedExecutionException} while too many calls wait for that
   *     thread, and with an error where the process can have no further one
   */
  <T> CompletableFuture<T> answer(String name, Supplier<T> made) {
    try {
      return CompletableFuture.supplyAsync(() -> makeUnlessClosed(made), of(name));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T> T makeUnlessClosed(Supplier<T> made) {
    if (closed) {
      throw new UnavailableException("this service stops; retry later", null);
    }
    return made.get();
  }

  /**
   * An executor that runs its tasks on the thread of a name, one after the other.
   *
   * @param name made of an endpoint's, never of a request: each is kept
   */
  Executor of(String name) {
    return threads.computeIfAbsent(name, EndpointThreads::create);
  }

  private static ThreadPoolExecutor create(String name) {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread made = new Thread(task, "management-" + name);
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }

  /**
   * Ends what waits: answers fail, and a body that is to be written finds its client gone, so that
   * its content is closed. The port is closed before.
   */
  @Override
  public void close() {
    closed = true;
    threads.values().forEach(thread -> thread.shutdownNow().forEach(Runnable::run));
  }
}
