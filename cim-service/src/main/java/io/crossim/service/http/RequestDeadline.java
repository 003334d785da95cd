package io.crossim.service.http;

import io.crossim.service.limits.ClientAddress;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Ends the wait for a request that has begun and does not come to its end, however steadily its
 * bytes drip. Stands before the decoder. A request that comes in one piece costs nothing: only what
 * is still open at the end of a read starts a timer.
 */
@RequiredArgsConstructor
final class RequestDeadline extends ChannelInboundHandlerAdapter {

  static final String PROPERTY = "cim.http.request-timeout";

  private final FrontBounds bounds;
  private final ClientAddress remote;

  private boolean open;
  private @Nullable Future<?> timer;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    open = true;
    ctx.fireChannelRead(bytes);
  }

  /** Everything that the last read brought has been decoded. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.fireChannelReadComplete();
    if (open && timer == null) {
      start(ctx);
    }
  }

  /** The time begins anew, with the end of this read. */
  void extend() {
    stop();
  }

  /** A request is there in full. What follows it in the same read counts from the next one. */
  void requestIsComplete() {
    open = false;
    stop();
  }

  private void start(ChannelHandlerContext ctx) {
    timer =
        ctx.executor()
            .schedule(() -> expired(ctx), bounds.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void expired(ChannelHandlerContext ctx) {
    timer = null;
    if (!ctx.channel().config().isAutoRead()) {
      start(ctx); // it is we who do not read
    } else if (open) {
      bounds.refusals().count(PROPERTY, 1, remote);
      ctx.fireUserEventTriggered(FrontEvent.LATE);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stop();
    ctx.fireChannelInactive();
  }
}
