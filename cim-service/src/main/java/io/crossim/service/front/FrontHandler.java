package io.crossim.service.front;

import io.crossim.service.limits.ClientAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** One connection of a client: one request at a time, the next when that is answered. */
@Slf4j
@RequiredArgsConstructor
final class FrontHandler extends ChannelInboundHandlerAdapter {

  /** A body that is refused is still read up to here, so that its sender sees the answer. */
  private static final long MAX_SWALLOWED = 64L << 20;

  /** Of a client that sends ahead; it is not read from until these are answered. */
  private static final int MAX_AHEAD = 64;

  /** For a client that has connected to a service that stops. */
  private static final long FIRST_REQUEST_MILLIS = 500;

  private static final byte[] NO_BODY = {};

  enum State {
    /** Between two requests. */
    IDLE,
    /** The body of a call is coming. */
    BODY,
    /** A call is under way. */
    ANSWERING,
    /** It was refused; the rest of its body is read and dropped. */
    SWALLOWING,
    /** The request goes to the servlet container. */
    RELAYING,
    /** It is there in full; its answer comes. */
    RELAYED
  }

  private final CallTable calls;
  private final Failures failures;
  private final Relay.@Nullable Factory relays;
  private final FrontBounds bounds;
  private final RequestDeadline deadline;

  private final ArrayDeque<Object> ahead = new ArrayDeque<>(0);
  private State state = State.IDLE;
  private boolean keepAlive = true;
  private boolean stopping;

  /** No request has come yet. */
  private boolean fresh = true;

  private boolean takingAhead;

  private @Nullable HttpRequest head;
  private CallTable.@Nullable Entry entry;
  private ByteBuf body = Unpooled.EMPTY_BUFFER;

  /** How much of the body counts as held for all clients. */
  private int counted;

  private long swallowed;
  private @Nullable Relay relay;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof LastHttpContent) {
      deadline.requestIsComplete();
    }
    if (holdsBack(ctx) || !ahead.isEmpty()) {
      ahead.add(message);
      if (ahead.size() >= MAX_AHEAD) {
        ctx.channel().config().setAutoRead(false);
      }
    } else {
      take(ctx, message);
    }
  }

  /** One request at a time, and none for a client that does not read its answers. */
  private boolean holdsBack(ChannelHandlerContext ctx) {
    return state == State.ANSWERING
        || state == State.RELAYED
        || (state == State.IDLE && !ctx.channel().isWritable());
  }

  private void take(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      begin(ctx, request);
    }
    if (message instanceof HttpContent content) {
      content(ctx, content);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    fresh = false;
    keepAlive = HttpUtil.isKeepAlive(request) && !stopping && bounds.keepAlive().isKept();
    if (request.decoderResult().isFailure()) {
      keepAlive = false;
      refuse(
          ctx,
          failures.refusal(400, "request: Bad Request (expected: a call of this service)", null));
      return;
    }
    CallTable.Entry found = calls.find(request.uri());
    if (found == null) {
      relay(ctx, request);
      return;
    }
    CallAnswer refusal = check(ctx, request, found);
    if (refusal != null) {
      found.answers().count(refusal.code());
      if (HttpUtil.is100ContinueExpected(request)) {
        keepAlive = false; // the body will not come
        write(ctx, refusal);
        state = State.SWALLOWING;
      } else {
        refuse(ctx, refusal);
      }
      return;
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      ctx.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
    head = request;
    entry = found;
    int expected = (int) Math.max(0, HttpUtil.getContentLength(request, 0L));
    body = expected == 0 ? ctx.alloc().buffer() : ctx.alloc().buffer(Math.min(expected, 1 << 16));
    state = State.BODY;
  }

  private @Nullable CallAnswer check(
      ChannelHandlerContext ctx, HttpRequest request, CallTable.Entry found) {
    if (!found.guard().admits(call(ctx, request, NO_BODY))) {
      return failures.strangerRefused();
    }
    if (!found.methods().contains(request.method().name())) {
      String methods = String.join(", ", found.methods());
      return failures.refusal(405, sentence("method", request.method().name(), methods), methods);
    }
    String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
    if (found.contentType() != null
        && type != null
        && !ContentTypes.fits(type, found.contentType())) {
      return failures.refusal(415, sentence("Content-Type", type, found.contentType()), null);
    }
    long length = HttpUtil.getContentLength(request, 0L);
    return length > found.maxBody() ? tooLarge(length + " bytes", found.maxBody()) : null;
  }

  private CallAnswer tooLarge(String size, int bound) {
    return failures.refusal(400, sentence("body", size, "at most " + bound + " bytes"), null);
  }

  private static String sentence(String what, String found, String expected) {
    return String.valueOf(
        io.crossim.common.result.CimException.invalid(what, found, expected).getMessage());
  }

  private void content(ChannelHandlerContext ctx, HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    switch (state) {
      case BODY -> body(ctx, content, last);
      case SWALLOWING -> swallow(ctx, content, last);
      case RELAYING -> {
        if (last) {
          state = State.RELAYED;
        }
        if (relay != null) {
          relay.send(content); // takes it over
          return;
        }
        content.release();
      }
      default -> content.release();
    }
  }

  private void body(ChannelHandlerContext ctx, HttpContent content, boolean last) {
    CallTable.Entry called = entry;
    HttpRequest request = head;
    if (called == null || request == null) {
      content.release();
      return;
    }
    if (content.decoderResult().isFailure()) {
      content.release();
      ctx.close();
      return;
    }
    if (body.readableBytes() + content.content().readableBytes() > called.maxBody()) {
      content.release();
      freeBody();
      refuse(ctx, called, tooLarge("more than " + called.maxBody() + " bytes", called.maxBody()));
      if (last) {
        swallowedAll(ctx);
      }
      return;
    }
    if (!last) {
      int more = content.content().readableBytes();
      if (!bounds.bodies().take(more, from(ctx))) {
        content.release();
        freeBody();
        refuse(ctx, called, failures.busy());
        return;
      }
      counted += more;
    }
    body.writeBytes(content.content());
    content.release();
    if (last) {
      byte[] bytes = new byte[body.readableBytes()];
      body.readBytes(bytes);
      freeBody();
      head = null;
      state = State.ANSWERING;
      called
          .call()
          .answer(call(ctx, request, bytes))
          .whenComplete((answer, failure) -> answered(ctx, called, answer, failure));
    }
  }

  private CallRequest call(ChannelHandlerContext ctx, HttpRequest request, byte[] bytes) {
    return new CallRequest(request, localHost(ctx), from(ctx), bounds.proxies(), bytes);
  }

  private static ClientAddress from(ChannelHandlerContext ctx) {
    return ClientAddress.of(ctx.channel().remoteAddress());
  }

  private static String localHost(ChannelHandlerContext ctx) {
    return ctx.channel().localAddress() instanceof InetSocketAddress address
        ? address.getHostString()
        : "127.0.0.1";
  }

  private void answered(
      ChannelHandlerContext ctx,
      CallTable.Entry called,
      @Nullable CallAnswer answer,
      @Nullable Throwable failure) {
    if (!ctx.executor().inEventLoop()) {
      ctx.executor().execute(() -> answered(ctx, called, answer, failure));
    } else if (answer == null) {
      log.error("a call had no answer", failure);
      ctx.close();
    } else {
      called.answers().count(answer.code());
      write(ctx, answer);
      done(ctx);
    }
  }

  private void refuse(ChannelHandlerContext ctx, CallTable.Entry called, CallAnswer answer) {
    called.answers().count(answer.code());
    refuse(ctx, answer);
  }

  /** The request is answered before its body is there. */
  private void refuse(ChannelHandlerContext ctx, CallAnswer answer) {
    boolean stays = keepAlive;
    keepAlive = true; // not to be closed under a client that still writes
    write(ctx, answer, stays);
    keepAlive = stays;
    swallowed = 0;
    state = State.SWALLOWING;
  }

  private void swallow(ChannelHandlerContext ctx, HttpContent content, boolean last) {
    swallowed += content.content().readableBytes();
    content.release();
    if (last || swallowed > MAX_SWALLOWED) {
      keepAlive &= last;
      swallowedAll(ctx);
    }
  }

  private void swallowedAll(ChannelHandlerContext ctx) {
    if (keepAlive) {
      done(ctx);
    } else {
      ctx.close();
    }
  }

  private void write(ChannelHandlerContext ctx, CallAnswer answer) {
    write(ctx, answer, keepAlive);
  }

  private void write(ChannelHandlerContext ctx, CallAnswer answer, boolean saysKeepAlive) {
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
    if (!saysKeepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    if (keepAlive) {
      ctx.writeAndFlush(response, ctx.voidPromise());
    } else {
      ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void relay(ChannelHandlerContext ctx, HttpRequest request) {
    if (relays == null) {
      refuse(
          ctx,
          failures.refusal(
              404,
              sentence("path", CallTable.pathOf(request.uri()), "a call of this service"),
              null));
      return;
    }
    if (relay == null) {
      relay = relays.open(ctx, () -> relayed(ctx));
    }
    state = State.RELAYING;
    relay.begin(request, keepAlive);
  }

  /** The container has answered. */
  private void relayed(ChannelHandlerContext ctx) {
    if (state == State.RELAYED && keepAlive) {
      done(ctx);
    } else {
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Ready for the next request. */
  private void done(ChannelHandlerContext ctx) {
    state = State.IDLE;
    if (stopping) {
      ctx.close();
      return;
    }
    takeAhead(ctx);
  }

  /** One after the other: a request that is answered at once does not begin the next within it. */
  private void takeAhead(ChannelHandlerContext ctx) {
    if (takingAhead) {
      return;
    }
    takingAhead = true;
    while (!ahead.isEmpty() && !holdsBack(ctx)) {
      take(ctx, ahead.remove());
    }
    takingAhead = false;
    if (ahead.isEmpty() && !ctx.channel().config().isAutoRead()) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (relay != null) {
      relay.frontWritable(ctx.channel().isWritable());
    }
    if (ctx.channel().isWritable() && !ahead.isEmpty()) {
      ctx.executor()
          .execute(() -> takeAhead(ctx)); // not in the midst of the write that it is due to
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == FrontEvent.STOP) {
      stopping = true;
      keepAlive = false;
      if (fresh) { // its first request is on its way, most likely
        fresh = false;
        ctx.executor()
            .schedule(
                () -> userEventTriggered(ctx, event), FIRST_REQUEST_MILLIS, TimeUnit.MILLISECONDS);
        return;
      }
    }
    if (event == FrontEvent.LATE) {
      late(ctx);
      return;
    }
    boolean owesABody = state == State.BODY || state == State.SWALLOWING;
    if ((state == State.IDLE && event instanceof FrontEvent)
        || (owesABody && event == FrontEvent.QUIET)) {
      ctx.close();
    }
  }

  /** Whoever takes too long for a request gets an answer to an earlier one, and no more. */
  private void late(ChannelHandlerContext ctx) {
    stopping = true;
    keepAlive = false;
    switch (state) {
      case IDLE, BODY -> {
        freeBody();
        head = null;
        entry = null;
        state = State.SWALLOWING;
        write(
            ctx,
            failures.refusal(408, "request: not complete (expected: all of it in time)", null));
      }
      case SWALLOWING, RELAYING -> ctx.close();
      case ANSWERING, RELAYED -> {}
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    freeBody();
    ahead.forEach(ReferenceCountUtil::release);
    ahead.clear();
    if (relay != null) {
      relay.close();
    }
  }

  private void freeBody() {
    bounds.bodies().give(counted);
    counted = 0;
    body.release();
    body = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("a client's connection failed: {}", cause.toString());
    ctx.close();
  }
}
