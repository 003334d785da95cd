package io.crossim.service.http;

import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.StreamedBody;
import io.crossim.service.limits.ClientAddress;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers to one client, and knows whether the connection stays behind them. On the event
 * loop only.
 */
@RequiredArgsConstructor
final class AnswerWriter {

  private static final int LARGE = 64 << 10;

  private static final long READ_WITHIN_SECONDS = 30;

  private final Channel client;
  private final ClientAddress remote;
  private final PortSetup port;
  private boolean keepAlive = true;

  /** Whether the client knows chunks, which HTTP/1.0 does not. */
  private boolean takesChunks = true;

  private boolean stopping;

  /** The page that may read the answers to this request; null for none. */
  private @Nullable String origin;

  /** A request begins, which says whether another one may follow. */
  void begin(HttpRequest head) {
    takesChunks = head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
    origin = null;
    keepAlive = HttpUtil.isKeepAlive(head) && !stopping && port.bounds().keepAlive().isKept();
  }

  /** The answer to this request may be read by a page. */
  void allow(@Nullable String page) {
    origin = page;
  }

  /** Adds what holds for every answer to this request. */
  void complete(HttpHeaders answer) {
    SecurityHeaders.addTo(answer);
    CrossOrigin.addTo(answer, origin);
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

  /**
   * Writes the answer; the connection is closed behind the last one. A large one counts until its
   * client has read it, and is refused while too many are not read.
   */
  void write(CallAnswer answer) {
    int size = answer.body().length;
    if (!isLarge(size) || !answer.contentType().equals(CallAnswer.JSON)) {
      writeUncounted(answer);
    } else if (port.bounds().answers().take(size, remote)) {
      writeCounted(response(answer), size);
    } else {
      writeUncounted(port.check().answersWait());
    }
  }

  /**
   * Writes an answer piece by piece, as its client reads it. A client of HTTP/1.0 sees its end by
   * the end of the connection.
   *
   * @param written runs on the event loop when it is written in full; never where it is the last
   */
  void stream(CallAnswer answer, StreamedBody body, Runnable written) {
    HttpResponse head =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    complete(head.headers());
    if (takesChunks) {
      HttpUtil.setTransferEncodingChunked(head, true);
    } else {
      keepAlive = false;
    }
    if (!keepAlive) {
      head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    client.write(head, client.voidPromise());
    new BodyStream(client)
        .write(body)
        .whenComplete(
            (done, failure) -> client.eventLoop().execute(() -> streamed(failure, written)));
  }

  /** The service may have begun to stop meanwhile. */
  private void streamed(@Nullable Throwable failure, Runnable written) {
    if (failure == null && keepAlive) {
      written.run();
    } else {
      client.close();
    }
  }

  /** Smaller answers fit into what is buffered for a client anyway. */
  static boolean isLarge(long size) {
    return size >= LARGE;
  }

  /** Counts an answer that comes in pieces; where too many are not read, refuses it. */
  boolean count(int size) {
    if (port.bounds().answers().take(size, remote)) {
      return true;
    }
    writeEarly(port.check().answersWait());
    return false;
  }

  /** Writes the end of an answer that was counted, which its client must read in time. */
  void writeCounted(Object end, int size) {
    boolean isLast = !keepAlive; // a request behind this one may set it
    Future<?> late =
        client.eventLoop().schedule(() -> client.close(), READ_WITHIN_SECONDS, TimeUnit.SECONDS);
    client
        .writeAndFlush(end)
        .addListener(
            written -> {
              late.cancel(false);
              giveBack(size);
              if (isLast) {
                client.close();
              }
            });
  }

  /** What was counted is not held any more. */
  void giveBack(int size) {
    port.bounds().answers().give(size);
  }

  private void writeUncounted(CallAnswer answer) {
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

  /** Writes an answer without a body to a client that may still send. */
  void writeEarly(FullHttpResponse answer) {
    complete(answer.headers());
    if (!keepAlive) {
      answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    client.writeAndFlush(answer, client.voidPromise());
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
    complete(response.headers());
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
