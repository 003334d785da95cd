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
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // The loop has ended, and with it every connection that the task could be about.
    }
  }
}
