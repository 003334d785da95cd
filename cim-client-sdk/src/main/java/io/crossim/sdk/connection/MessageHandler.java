package io.crossim.sdk.connection;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import lombok.RequiredArgsConstructor;

/** Hands messages on, and pauses reading while there is no room for more. */
@RequiredArgsConstructor
final class MessageHandler extends SimpleChannelInboundHandler<Frame> {

  private final Inbound inbound;
  private final Heartbeat heartbeat;

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
    boolean carriesMessages =
        frame.getCmd() == Command.MESSAGE || frame.getCmd() == Command.OFFLINE;
    if (carriesMessages && !inbound.take(frame)) {
      pause(ctx.channel());
    }
  }

  private void pause(Channel channel) {
    if (!channel.config().isAutoRead()) {
      return;
    }
    channel.config().setAutoRead(false);
    inbound.whenRoom(() -> Loops.execute(channel.eventLoop(), () -> resume(channel)));
  }

  private void resume(Channel channel) {
    // The silence of the pause was ours: the server's time begins now.
    heartbeat.resetReadTimeout();
    channel.config().setAutoRead(true);
  }
}
