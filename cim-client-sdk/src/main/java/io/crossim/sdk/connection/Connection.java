package io.crossim.sdk.connection;

import io.crossim.common.protocol.Frame;
import io.crossim.route.api.ServerAddress;
import io.netty.channel.Channel;

/**
 * A connection whose login was accepted.
 *
 * @param isV3 whether the server speaks protocol v3
 */
public record Connection(Channel channel, ServerAddress server, boolean isV3) {

  /** Writes a frame. Any thread; frames of one thread keep their order. */
  public void write(Frame frame) {
    channel.writeAndFlush(frame, channel.voidPromise());
  }
}
