package io.crossim.server.gateway;

import io.crossim.common.protocol.Frame;
import io.crossim.server.connection.Connection;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import lombok.extern.slf4j.Slf4j;

/** Passes over commands that have no meaning here, or that only newer clients know. */
@Slf4j
@Sharable
final class IgnoreHandler extends SimpleChannelInboundHandler<Frame> {

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
    log.debug("{}: command {} ignored", Connection.of(ctx.channel()), frame.getCmdValue());
  }
}
