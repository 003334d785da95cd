package io.crossim.service.operation;

import io.crossim.service.call.CallAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One thread for those calls of the management port that take too long for an event loop; they are
 * answered one after the other. There is none while nobody calls.
 */
public final class OperationThread implements AutoCloseable {

  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor thread;

  /**
   * @param name what it does
   */
  public OperationThread(String name) {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // no longer than the port has connections
            task -> {
              Thread made = new Thread(task, "operation-" + name);
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  /** Makes an answer there. */
  public CompletableFuture<CallAnswer> answer(Supplier<CallAnswer> made) {
    return CompletableFuture.supplyAsync(made, thread);
  }

  void run(Runnable task) {
    thread.execute(task);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
