package io.crossim.sdk.connection;

import io.crossim.common.result.UnavailableException;
import io.crossim.common.tls.TlsFailures;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/** Ends a connection on which something went wrong. */
@Sharable
final class FaultHandler extends ChannelInboundHandlerAdapter {

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Closing.close(ctx.channel(), cause);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      Throwable cause = handshake.cause();
      Closing.close(
          ctx.channel(),
          new UnavailableException(
              "the server cannot be reached (" + TlsFailures.words(cause) + ")", cause));
    }
  }
}
