package io.crossim.sdk.connection;

import io.crossim.common.protocol.Frame;
import io.crossim.route.api.ServerAddress;
import io.netty.channel.Channel;

/** A connection whose login was accepted. */
public record Connection(Channel channel, ServerAddress server, Acceptance acceptance) {

  /** Whether the server speaks protocol v3. */
  public boolean isV3() {
    return acceptance.isV3();
  }

  /** The largest frame that the server takes, in bytes. */
  public int maxFrame() {
    return acceptance.maxFrame();
  }

  /** Whether the server takes messages to groups, receipts and signals. */
  public boolean knowsConversations() {
    return acceptance.knowsConversations();
  }

  /**
   * Writes a frame. Any thread; frames keep the order of the calls, also of calls by the event loop
   * and others: none is written before those that wait for the loop.
   */
  public void write(Frame frame) {
    Loops.enqueue(channel.eventLoop(), () -> channel.writeAndFlush(frame, channel.voidPromise()));
  }
}
