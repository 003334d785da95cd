package io.crossim.sdk.connection;

import io.crossim.common.protocol.Frames;
import io.crossim.common.result.UnavailableException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;

/**
 * Pings when nothing was written for a while, and ends a connection from which nothing was read for
 * longer: the server answers pings. While reading is paused silence says nothing.
 */
final class Heartbeat extends IdleStateHandler {

  static final long PING_AFTER_SECONDS = 10;
  static final long DEAD_AFTER_SECONDS = 30;

  private final long userId;

  Heartbeat(long userId) {
    super(DEAD_AFTER_SECONDS, PING_AFTER_SECONDS, 0, TimeUnit.SECONDS);
    this.userId = userId;
  }

  @Override
  protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
    if (event.state() == IdleState.WRITER_IDLE) {
      ctx.writeAndFlush(Frames.ping(userId));
    } else if (ctx.channel().config().isAutoRead()) {
      Closing.close(
          ctx.channel(),
          new UnavailableException(
              "nothing came from the server for " + DEAD_AFTER_SECONDS + " s", null));
    }
  }
}
