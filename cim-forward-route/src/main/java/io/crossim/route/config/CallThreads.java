package io.crossim.route.config;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads for what blocks: registering, and looking accounts up that are not remembered. How
 * many there are follows from the calls that are under way at once.
 */
record CallThreads(ExecutorService executor) implements AutoCloseable {

  static CallThreads create() {
    AtomicLong number = new AtomicLong();
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, "store-calls-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    return new CallThreads(
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), threads));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
