package io.crossim.sdk.connection;

import io.crossim.common.protocol.Frame;

/** Takes what a connection reads, on its event loop. It must not block. */
public interface Inbound {

  /**
   * Takes a frame that carries messages.
   *
   * @return whether there is room for more; if not, nothing more is read
   */
  boolean take(Frame frame);

  /** Runs the action once when there is room again, on any thread. */
  void whenRoom(Runnable action);
}
