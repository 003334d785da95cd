package io.crossim.benchmark.load;

import io.crossim.common.protocol.SendAck;

/** Takes what comes for a user, on the event loop. */
@FunctionalInterface
public interface Receiver {

  void message(LoadClient client, String text);

  default void sent(SendAck ack) {}

  /** A connection that had been accepted is closed. */
  default void closed(LoadClient client) {}

  /** Takes everything and does nothing. */
  static Receiver none() {
    return (client, text) -> {};
  }
}
