package io.crossim.server.websocket;

import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.service.limits.ClientAddress;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Takes the one request of a client that begins with HTTP, and leaves with the codec. */
final class UpgradeHandler extends ChannelInboundHandlerAdapter {

  private final WebSocketUpgrade upgrade;
  private final Connection connection;
  private final HttpServerCodec http;
  private @Nullable HttpRequest head;

  UpgradeHandler(WebSocketUpgrade upgrade, Connection connection, HttpServerCodec http) {
    this.upgrade = upgrade;
    this.connection = connection;
    this.http = http;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (connection.state() == ConnectionState.CLOSED) {
        return;
      }
      if (message instanceof HttpRequest request) {
        begin(ctx, request);
      } else if (message instanceof HttpContent content) {
        take(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** Refuses at once what has no end that could be waited for. */
  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    head = request;
    if (request.decoderResult().isFailure()) {
      answer(ctx, request);
    } else if (HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0) {
      refuseBody(ctx);
    }
  }

  private void refuseBody(ChannelHandlerContext ctx) {
    WebSocketUpgrade.refuse(
        ctx,
        connection,
        Handshake.refuse(HttpResponseStatus.BAD_REQUEST, "body: some (expected: none)"));
  }

  /** Answers when the request is there in full: then the codec has nothing of it left to tell. */
  private void take(ChannelHandlerContext ctx, HttpContent content) {
    if (content.decoderResult().isFailure() || content.content().isReadable()) {
      refuseBody(ctx);
    } else if (content instanceof LastHttpContent && head != null) {
      answer(ctx, head);
    }
  }

  private void answer(ChannelHandlerContext ctx, HttpRequest request) {
    ClientAddress from = connection.address();
    ClientAddress client = upgrade.client(request, from);
    FullHttpResponse refusal = upgrade.refusal(ctx.channel(), request, from, client);
    if (refusal != null) {
      WebSocketUpgrade.refuse(ctx, connection, refusal);
      return;
    }
    upgrade.accept(ctx, ctx.name(), request, connection);
    connection.becomeWebSocket(client);
    ctx.pipeline().remove(this);
    ctx.pipeline().remove(http); // what it has read beyond goes on to the decoder
  }
}
