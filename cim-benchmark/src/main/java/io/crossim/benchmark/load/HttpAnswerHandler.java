package io.crossim.benchmark.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Puts the parts of an answer together; an answer in one part is handed over as it came. */
final class HttpAnswerHandler extends ChannelInboundHandlerAdapter {

  /** Takes a whole answer, or with status 0 the end of the connection. */
  interface Sink {
    void answered(Channel from, boolean closes, int status, ByteBuf body);
  }

  private final Sink sink;
  private @Nullable ByteBuf parts;
  private int status;
  private boolean closes;

  HttpAnswerHandler(Sink sink) {
    this.sink = sink;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    try {
      if (read instanceof HttpResponse response) {
        status = response.decoderResult().isSuccess() ? response.status().code() : 0;
        closes =
            HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(
                response.headers().get(HttpHeaderNames.CONNECTION, ""));
      }
      if (read instanceof HttpContent content) {
        part(ctx, content.content(), read instanceof LastHttpContent);
      }
    } finally {
      ReferenceCountUtil.release(read);
    }
  }

  private void part(ChannelHandlerContext ctx, ByteBuf part, boolean last) {
    ByteBuf before = parts;
    if (last && before == null) {
      whole(ctx, part);
      return;
    }
    if (before == null) {
      before = ctx.alloc().buffer(part.readableBytes());
      parts = before;
    }
    before.writeBytes(part);
    if (last) {
      parts = null;
      whole(ctx, before);
      before.release();
    }
  }

  private void whole(ChannelHandlerContext ctx, ByteBuf body) {
    if (closes) {
      ctx.close();
    }
    sink.answered(ctx.channel(), closes, status, body);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (parts != null) {
      parts.release();
      parts = null;
    }
    sink.answered(ctx.channel(), true, 0, Unpooled.EMPTY_BUFFER);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
    ctx.close();
  }
}
