package io.crossim.service.http;

import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallRequest;
import io.crossim.service.call.CallTable;
import io.crossim.service.limits.ClientAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call whose body is coming. What is held of it is bounded by what the call takes, and counts as
 * held for all clients until it is there in full. To be freed in any case.
 */
final class RequestBody {

  /** Room is made for more only when it comes. */
  private static final int MOST_AT_FIRST = 1 << 16;

  private final PortSetup port;
  private final CallTable.Entry call;
  private final HttpRequest head;
  private final Channel client;
  private final ClientAddress remote;
  private final ByteBuf body;

  /** How much of the body counts as held for all clients. */
  private int counted;

  RequestBody(
      PortSetup port,
      CallTable.Entry call,
      HttpRequest head,
      Channel client,
      ClientAddress remote) {
    this.port = port;
    this.call = call;
    this.head = head;
    this.client = client;
    this.remote = remote;
    int expected = (int) Math.max(0, HttpUtil.getContentLength(head, 0L));
    this.body =
        expected == 0
            ? client.alloc().buffer()
            : client.alloc().buffer(Math.min(expected, MOST_AT_FIRST));
  }

  /**
   * Takes a piece of the body over.
   *
   * @return what the call is refused with, if this is too much
   */
  @Nullable CallAnswer add(HttpContent piece) {
    try {
      ByteBuf bytes = piece.content();
      int more = bytes.readableBytes();
      if (body.readableBytes() + more > call.maxBody()) {
        return port.check().tooLarge("more than " + call.maxBody() + " bytes", call.maxBody());
      }
      if (!(piece instanceof LastHttpContent)) {
        if (!port.bounds().bodies().take(more, remote)) {
          return port.check().busy();
        }
        counted += more;
      }
      body.writeBytes(bytes);
      return null;
    } finally {
      piece.release();
    }
  }

  boolean isFast() {
    return call.isFast();
  }

  /** Hands the call on to the servlet container: its body is there in full. */
  void pass(Relay relay) {
    relay.call(head, body.retain());
    free();
  }

  /** Carries the call out: its body is there in full. */
  CompletionStage<CallAnswer> answer() {
    byte[] bytes = new byte[body.readableBytes()];
    body.readBytes(bytes);
    free();
    return call.call()
        .answer(
            new CallRequest(
                head,
                client.localAddress(),
                remote,
                port.bounds().proxies(),
                client.pipeline().get(SslHandler.class) != null,
                bytes));
  }

  /** On the event loop. */
  void count(CallAnswer answer) {
    call.answers().count(answer.code());
  }

  void free() {
    port.bounds().bodies().give(counted);
    counted = 0;
    if (body.refCnt() > 0) {
      body.release();
    }
  }
}
