package io.crossim.route.config;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads for what blocks: registering, and looking accounts up that are not remembered. How
 * many there are follows from the calls that are under way at once, up to a bound.
 */
record BlockingStoreExecutor(ExecutorService executor) implements AutoCloseable {

  private static final int MOST = 1_000;

  static BlockingStoreExecutor create() {
    AtomicLong number = new AtomicLong();
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, "store-calls-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    return new BlockingStoreExecutor(
        new ThreadPoolExecutor(
            0,
            MOST,
            60,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads,
            (task, full) -> {
              throw new CimException(
                  ResultCode.REQUEST_LIMIT, "too many requests wait for the store; retry later");
            }));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
