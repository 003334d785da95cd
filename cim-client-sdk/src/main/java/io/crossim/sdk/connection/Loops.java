package io.crossim.sdk.connection;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;

/** Brings work to an event loop. */
final class Loops {

  private Loops() {}

  /** Runs the task on the loop: at once when called there, never when the loop has ended. */
  static void execute(EventLoop loop, Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
      return;
    }
    enqueue(loop, task);
  }

  /** Runs the task on the loop, behind what waits for it; never when the loop has ended. */
  static void enqueue(EventLoop loop, Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // The loop has ended, and with it every connection that the task could be about.
    }
  }
}
