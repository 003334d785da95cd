package io.crossim.sdk.connection;

import io.crossim.common.protocol.Frames;
import io.crossim.common.result.UnavailableException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Logs in. LOGIN and PING leave together, because a login itself has no answer; before it is
 * accepted a server writes nothing, so that the first frame, which is the pong as a rule, tells
 * that it is.
 */
@RequiredArgsConstructor
final class LoginHandler extends ChannelInboundHandlerAdapter {

  static final long TIMEOUT_SECONDS = 10;

  private final Identity user;
  private final Runnable accepted;

  private @Nullable Future<?> timeout;

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.write(Frames.login(user.userId(), user.userName()));
    ctx.writeAndFlush(Frames.ping(user.userId()));
    timeout = ctx.executor().schedule(() -> giveUp(ctx), TIMEOUT_SECONDS, TimeUnit.SECONDS);
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    cancelTimeout();
    accepted.run();
    ctx.fireChannelRead(message);
    ctx.pipeline().remove(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    cancelTimeout();
    ctx.fireChannelInactive();
  }

  private static void giveUp(ChannelHandlerContext ctx) {
    Closing.close(
        ctx.channel(),
        new UnavailableException(
            "the server did not accept the login within " + TIMEOUT_SECONDS + " s", null));
  }

  private void cancelTimeout() {
    if (timeout != null) {
      timeout.cancel(false);
    }
  }
}
