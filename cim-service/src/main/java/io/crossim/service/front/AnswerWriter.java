package io.crossim.service.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import lombok.RequiredArgsConstructor;

/**
 * Writes answers to one client, and knows whether the connection stays behind them. On the event
 * loop only.
 */
@RequiredArgsConstructor
final class AnswerWriter {

  private final Channel client;
  private final KeepAlive connections;
  private boolean keepAlive = true;
  private boolean stopping;

  /** A request begins, which says whether another one may follow. */
  void begin(HttpRequest head) {
    keepAlive = HttpUtil.isKeepAlive(head) && !stopping && connections.isKept();
  }

  boolean keepsAlive() {
    return keepAlive;
  }

  /** The answer to this request is the last one. */
  void endsHere() {
    keepAlive = false;
  }

  /** No further request is taken at all. */
  void stop() {
    stopping = true;
    keepAlive = false;
  }

  /** Writes the answer; the connection is closed behind the last one. */
  void write(CallAnswer answer) {
    if (keepAlive) {
      client.writeAndFlush(response(answer), client.voidPromise());
    } else {
      client.writeAndFlush(response(answer)).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Writes the answer to a client that still sends: the connection stays open for now. */
  void writeEarly(CallAnswer answer) {
    client.writeAndFlush(response(answer), client.voidPromise());
  }

  private FullHttpResponse response(CallAnswer answer) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.body()));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
        .setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    SecurityHeaders.addTo(response.headers());
    if (answer.allow() != null) {
      response.headers().set(HttpHeaderNames.ALLOW, answer.allow());
    }
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return response;
  }

  /** Tells a client that waits for it to send its body. */
  void askForBody() {
    client.writeAndFlush(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
  }

  /** Closes the connection when everything that was written has left. */
  void closeBehindAll() {
    client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }
}
