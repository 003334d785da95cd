package io.crossim.service.management;

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

  /**
   * Makes an answer on the thread of that name.
   *
   * @return fails with {@link RejectedExecutionException} while too many calls wait for that thread
   */
  <T> CompletableFuture<T> answer(String name, Supplier<T> made) {
    try {
      return CompletableFuture.supplyAsync(made, of(name));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The thread of that name, of which there are no more than endpoints. */
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

  @Override
  public void close() {
    threads.values().forEach(ThreadPoolExecutor::shutdownNow);
  }
}
