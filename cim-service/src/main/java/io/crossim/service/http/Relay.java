package io.crossim.service.http;

import io.crossim.service.call.Forwarding;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.TrustedProxies;
import io.crossim.service.loop.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests of one connection to the servlet container and its answers back, piece by piece,
 * so that neither is ever held as a whole. Lives on the event loop of that connection.
 */
final class Relay {

  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");

  private final PortSetup port;
  private final Channel front;
  private final ClientAddress remote;
  private final AnswerWriter answers;
  private final Runnable answered;
  private final ServletContainer container;
  private final Bootstrap bootstrap;

  private final ArrayDeque<Object> unsent = new ArrayDeque<>();
  private @Nullable Channel back;
  private boolean connecting;
  private boolean underWay;
  private boolean complete;

  /** Whether the request is for a call of CIM, whose answer is small or counted. */
  private boolean isCall;

  private Relay(
      PortSetup port,
      Channel front,
      ClientAddress remote,
      AnswerWriter answers,
      Runnable answered,
      Factory factory) {
    this.port = port;
    this.front = front;
    this.remote = remote;
    this.answers = answers;
    this.answered = answered;
    this.container = factory.container;
    EventLoops loops = factory.loops;
    this.bootstrap =
        new Bootstrap()
            .group(front.eventLoop())
            .channel(loops.clientChannel())
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast("http", new HttpClientCodec())
                        .addLast("answers", new Answers());
                  }
                });
  }

  /** Opens relays to a container. */
  @RequiredArgsConstructor
  static final class Factory {
    private final EventLoops loops;
    private final ServletContainer container;

    /**
     * @param answered runs when the container has answered a request in full
     */
    Relay open(
        PortSetup port,
        Channel front,
        ClientAddress remote,
        AnswerWriter answers,
        Runnable answered) {
      return new Relay(port, front, remote, answers, answered, this);
    }
  }

  /** A request for a call of CIM, whose body is there in full. */
  void call(HttpRequest head, ByteBuf body) {
    HttpHeaders headers = head.headers();
    headers.remove(HttpHeaderNames.EXPECT).remove(HttpHeaderNames.TRANSFER_ENCODING);
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    begin(head);
    isCall = true;
    send(new DefaultLastHttpContent(body));
  }

  /** The head of a request. What a client says of earlier hops is not believed. */
  void begin(HttpRequest request) {
    underWay = true;
    isCall = false;
    HttpHeaders headers = request.headers();
    TrustedProxies proxies = port.bounds().proxies();
    ClientAddress caller = Forwarding.caller(headers, remote, proxies);
    String scheme = isEncrypted() ? "https" : "http";
    String told = headers.get(Forwarding.FORWARDED_PROTO);
    if (told != null && proxies.contains(remote.address())) {
      scheme = told;
    }
    Forwarding.removeFrom(headers);
    headers.set(Forwarding.FORWARDED_PROTO, scheme);
    headers.set(Forwarding.FORWARDED_FOR, NetUtil.toAddressString(caller.address()));
    headers.set(ServletContainer.HEADER, container.header(caller));
    if (headers.get(HttpHeaderNames.HOST, "").isEmpty()
        && front.localAddress() instanceof InetSocketAddress local) {
      headers.set(HttpHeaderNames.HOST, NetUtil.toSocketAddressString(local));
    }
    HttpUtil.setKeepAlive(request, true);
    send(request);
  }

  private boolean isEncrypted() {
    return front.pipeline().get(SslHandler.class) != null;
  }

  /** A piece of the request, which this takes over. */
  void send(HttpObject part) {
    complete = part instanceof LastHttpContent;
    Channel to = back;
    if (to != null && to.isActive()) {
      to.writeAndFlush(part, to.voidPromise());
      front.config().setAutoRead(to.isWritable());
      return;
    }
    unsent.add(part);
    front.config().setAutoRead(false); // until the container is there to take it
    if (!connecting) {
      connecting = true;
      ChannelFuture opened = bootstrap.connect(Objects.requireNonNull(container.address()));
      opened.addListener(done -> connected(opened));
    }
  }

  private void connected(ChannelFuture opened) {
    connecting = false;
    if (!opened.isSuccess() || !front.isActive()) {
      opened.channel().close();
      close();
      front.close();
      return;
    }
    back = opened.channel();
    for (Object part = unsent.poll(); part != null; part = unsent.poll()) {
      back.write(part, back.voidPromise());
    }
    back.flush();
    front.config().setAutoRead(back.isWritable());
  }

  /** What is counted is read from the container at once: there a thread may wait for it. */
  void frontWritable(boolean writable) {
    if (back != null && !isCall) {
      back.config().setAutoRead(writable);
    }
  }

  void close() {
    unsent.forEach(ReferenceCountUtil::release);
    unsent.clear();
    if (back != null) {
      back.close();
    }
  }

  private final class Answers extends ChannelInboundHandlerAdapter {

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
        back = null; // it closes this connection, so the next request needs another
        ctx.close();
      }
      if (isLast && underWay) {
        underWay = false;
        front.flush();
        answered.run();
      }
    }

    private void begin(HttpResponse response) {
      isInterim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      isDropped = false;
      if (isInterim) {
        return;
      }
      endsHere = !HttpUtil.isKeepAlive(response);
      if (isCall && !HttpUtil.isContentLengthSet(response)) {
        isCall = false; // it cannot be counted, such as one that is compressed
        frontWritable(front.isWritable());
      }
      long length = HttpUtil.getContentLength(response, 0L);
      if (isCall && AnswerWriter.isLarge(length)) {
        counted = (int) Math.min(Integer.MAX_VALUE, length);
        if (!answers.count(counted)) {
          counted = 0;
          isDropped = true;
          return;
        }
      }
      response.headers().remove(KEEP_ALIVE); // of another connection
      HttpUtil.setKeepAlive(response, answers.keepsAlive());
      SecurityHeaders.addTo(response.headers());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      front.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (!complete) { // else it is the requests behind it that decide
        front.config().setAutoRead(ctx.channel().isWritable());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      answers.giveBack(counted);
      counted = 0;
      if (back == ctx.channel()) {
        back = null;
        if (underWay) {
          front.close(); // half an answer can only be broken off
        }
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
