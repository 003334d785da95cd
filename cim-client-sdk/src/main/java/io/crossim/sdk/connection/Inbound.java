package io.crossim.sdk.connection;

import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.LoginAck;
import io.netty.channel.Channel;

/** Takes what a connection reads, on its event loop. It must not block. */
public interface Inbound {

  /** Where the client stands, {@code epoch:seq:messageId}; empty when it has seen nothing yet. */
  String resume();

  /** A v3 server has accepted the login; what it pushes follows. */
  void loggedIn(Channel channel, LoginAck ack);

  /**
   * Takes a frame that carries messages, or that says something about them.
   *
   * @return whether there is room for more; if not, nothing more is read
   */
  boolean take(Frame frame);

  /** Runs the action once when there is room again, on any thread. */
  void whenRoom(Runnable action);
}
