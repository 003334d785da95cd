package io.crossim.service.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import lombok.RequiredArgsConstructor;

/**
 * Passes the answers of one connection to the servlet container on to the client, piece by piece.
 * Large answers to calls are counted until their client has read them.
 */
@RequiredArgsConstructor
final class RelayedAnswers extends ChannelInboundHandlerAdapter {

  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");

  private final Relay relay;
  private final Channel front;
  private final AnswerWriter answers;

  /** An answer before the answer, such as 100 (Continue). */
  private boolean isInterim;

  /** The front refuses to pass this answer on. */
  private boolean isDropped;

  /** The container closes the connection behind this answer. */
  private boolean endsHere;

  private int counted;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object part) {
    if (part instanceof HttpResponse response) {
      begin(response);
    }
    boolean isLast = part instanceof LastHttpContent && !isInterim;
    if (isDropped) {
      ReferenceCountUtil.release(part);
    } else if (isLast && counted > 0) {
      answers.writeCounted(part, counted);
      counted = 0;
    } else {
      front.write(part, front.voidPromise());
    }
    if (isLast && endsHere) {
      relay.left(ctx.channel());
    }
    if (isLast) {
      relay.answeredAll();
    }
  }

  private void begin(HttpResponse response) {
    isInterim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    isDropped = false;
    if (isInterim) {
      relay.interim(response.status());
      return;
    }
    if (!relay.answering()) {
      answers.endsHere(); // what is still to come of the request, nobody wants
    }
    endsHere = !HttpUtil.isKeepAlive(response);
    if (relay.isCall() && !HttpUtil.isContentLengthSet(response)) {
      relay.passUncounted(); // one that is compressed, for instance
    }
    long length = HttpUtil.getContentLength(response, 0L);
    if (relay.isCall() && AnswerWriter.isLarge(length)) {
      counted = (int) Math.min(Integer.MAX_VALUE, length);
      if (!answers.count(counted)) {
        counted = 0;
        isDropped = true;
        return;
      }
    }
    response.headers().remove(KEEP_ALIVE); // of another connection
    HttpUtil.setKeepAlive(response, answers.keepsAlive());
    answers.complete(response.headers());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    front.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    relay.backWritable(ctx.channel().isWritable());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    answers.giveBack(counted);
    counted = 0;
    relay.lost(ctx.channel());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
