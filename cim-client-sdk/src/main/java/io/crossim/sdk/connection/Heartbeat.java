package io.crossim.sdk.connection;

import io.crossim.common.protocol.Frames;
import io.crossim.common.result.UnavailableException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pings when nothing was written or nothing was read for a while, and ends a connection from which
 * nothing at all comes after a ping: the server answers pings. While reading is paused silence says
 * nothing.
 */
final class Heartbeat extends IdleStateHandler {

  private final long userId;
  private final Duration answerWithin;

  /** Ends the connection unless something is read before; null while no ping is unanswered. */
  private @Nullable Future<?> deadline;

  Heartbeat(long userId, HeartbeatTimes times) {
    super(times.pingAfter().toMillis(), times.pingAfter().toMillis(), 0, TimeUnit.MILLISECONDS);
    this.userId = userId;
    this.answerWithin = times.answerWithin();
  }

  @Override
  protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
    boolean isReading = ctx.channel().config().isAutoRead();
    if (event.state() == IdleState.WRITER_IDLE || (isReading && deadline == null)) {
      // From the end of the pipeline, because this handler may stand before those that encode.
      ctx.channel().writeAndFlush(Frames.ping(userId));
      if (deadline == null) {
        deadline =
            ctx.executor().schedule(() -> end(ctx), answerWithin.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private void end(ChannelHandlerContext ctx) {
    deadline = null;
    if (ctx.channel().config().isAutoRead()) {
      Closing.close(
          ctx.channel(),
          new UnavailableException(
              "nothing came from the server within " + answerWithin.toMillis() + " ms after a ping",
              null));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    answered();
    super.channelRead(ctx, message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    answered();
    super.channelInactive(ctx);
  }

  /** Reading begins again after a pause, so that the server's time begins now. */
  void resumed() {
    answered();
    resetReadTimeout();
  }

  private void answered() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
