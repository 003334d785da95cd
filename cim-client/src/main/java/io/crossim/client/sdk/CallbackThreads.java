package io.crossim.client.sdk;

import io.crossim.client.ClientProperties.Callback.Threads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads on which messages come in. */
final class CallbackThreads {

  private CallbackThreads() {}

  /** A pool of daemons. What finds neither thread nor room runs at once: nothing is thrown away. */
  static ThreadPoolExecutor create(Threads threads) {
    int size = threads.pool().size();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(threads.queue().size()),
            task -> {
              Thread thread = new Thread(task, "cim-console-callback");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
