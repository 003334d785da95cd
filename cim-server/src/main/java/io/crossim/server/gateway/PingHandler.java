package io.crossim.server.gateway;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.server.connection.Connection;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** Answers heartbeats. */
@Sharable
final class PingHandler extends SimpleChannelInboundHandler<Frame> {

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
    if (frame.getCmd() != Command.PING) {
      ctx.fireChannelRead(frame);
      return;
    }
    Connection connection = Connection.of(ctx.channel());
    if (connection.isV3() && frame.getText().equals(Frames.PONG_TEXT)) {
      return; // it was asked, and has answered by being read
    }
    connection.answer(Frames.pong(connection.userId()));
  }
}
