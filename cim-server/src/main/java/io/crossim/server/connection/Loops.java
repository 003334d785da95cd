package io.crossim.server.connection;

import io.netty.channel.EventLoop;

/** Guards event loops against callers that wait. */
public final class Loops {

  private Loops() {}

  /**
   * The loop, for a caller that is going to wait for it.
   *
   * @throws IllegalStateException when the caller runs on that loop
   */
  public static EventLoop outside(EventLoop loop) {
    if (loop.inEventLoop()) {
      throw new IllegalStateException("called on an event loop, which would wait for itself");
    }
    return loop;
  }
}
