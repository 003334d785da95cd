package io.crossim.service.peer;

import io.crossim.service.credential.ConnectionProof;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** One connection with one call at a time. Its fields belong to its event loop. */
@RequiredArgsConstructor
final class PeerConnection extends SimpleChannelInboundHandler<FullHttpResponse> {

  /** Shorter than what services keep idle connections for, so that it is this end that closes. */
  private static final Duration KEPT_IDLE = Duration.ofMinutes(5);

  private final Channel channel;
  private final ConnectionProof proof;
  private final Consumer<PeerConnection> closed;

  private @Nullable PeerCall call;
  private @Nullable Runnable free;
  private @Nullable ScheduledFuture<?> alarm;

  /**
   * Sends a call. Any thread.
   *
   * @param whenFree runs when the next call may come
   * @param whenGone runs instead of everything else when the connection is closed already
   */
  void start(PeerCall next, Duration within, Runnable whenFree, Runnable whenGone) {
    if (!channel.eventLoop().inEventLoop()) {
      channel.eventLoop().execute(() -> start(next, within, whenFree, whenGone));
      return;
    }
    if (!channel.isActive()) {
      whenGone.run();
      return;
    }
    call = next;
    free = whenFree;
    setAlarm(
        within,
        () -> fail(new SocketTimeoutException("no answer in " + within.toMillis() + " ms")));
    channel.writeAndFlush(next.request(proof.header(next.secret())), channel.voidPromise());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
    PeerCall answered = call;
    Runnable next = free;
    if (answered == null || next == null) {
      ctx.close(); // it said something that nobody had asked for
      return;
    }
    call = null;
    if (HttpUtil.isKeepAlive(response)) {
      setAlarm(KEPT_IDLE, channel::close);
      next.run();
    } else {
      ctx.close();
    }
    answered.complete(response.status().code(), ByteBufUtil.getBytes(response.content()));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closed.accept(this);
    fail(new IOException("the connection was closed before the answer"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(cause);
  }

  private void fail(Throwable cause) {
    PeerCall failed = call;
    call = null;
    if (alarm != null) {
      alarm.cancel(false);
    }
    channel.close();
    if (failed != null) {
      failed.fail(cause);
    }
  }

  private void setAlarm(Duration after, Runnable ring) {
    if (alarm != null) {
      alarm.cancel(false);
    }
    alarm = channel.eventLoop().schedule(ring, after.toMillis(), TimeUnit.MILLISECONDS);
  }
}
