package io.crossim.server.gateway;

import io.crossim.common.tls.TlsFailures;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import javax.net.ssl.SSLException;
import lombok.extern.slf4j.Slf4j;

/** Stands last: whatever went wrong closes this connection and no other. */
@Slf4j
@Sharable
final class ExceptionHandler extends ChannelInboundHandlerAdapter {

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Connection connection = Connection.of(ctx.channel());
    if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
      connection.close(CloseReason.NOT_ENCRYPTED, TlsFailures.words(cause));
    } else if (cause instanceof IOException) {
      connection.close(CloseReason.CONNECTION_LOST, String.valueOf(cause.getMessage()));
    } else {
      log.error("{} failed", connection, cause);
      connection.close(CloseReason.INTERNAL_ERROR, cause.getClass().getSimpleName());
    }
  }

  /**
   * A handshake may fail without an exception: when its time is over, or when the client leaves.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      Connection.of(ctx.channel())
          .close(CloseReason.NOT_ENCRYPTED, TlsFailures.words(handshake.cause()));
    }
  }
}
