package io.crossim.server.gateway;

import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import lombok.extern.slf4j.Slf4j;

/** Stands last: whatever went wrong closes this connection and no other. */
@Slf4j
@Sharable
final class ExceptionHandler extends ChannelInboundHandlerAdapter {

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Connection connection = Connection.of(ctx.channel());
    if (cause instanceof IOException) {
      connection.close(CloseReason.CONNECTION_LOST, String.valueOf(cause.getMessage()));
    } else {
      log.error("{} failed", connection, cause);
      connection.close(CloseReason.INTERNAL_ERROR, cause.getClass().getSimpleName());
    }
  }
}
