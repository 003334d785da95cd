package io.crossim.service.front;

import io.crossim.service.loop.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests of one connection to the servlet container and its answers back, piece by piece,
 * so that neither is ever held as a whole. Lives on the event loop of that connection.
 */
final class Relay {

  private final Channel front;
  private final Runnable answered;
  private final Bootstrap bootstrap;
  private final SocketAddress container;

  private final ArrayDeque<Object> unsent = new ArrayDeque<>();
  private @Nullable Channel back;
  private boolean connecting;
  private boolean underWay;
  private boolean complete;
  private boolean keepAlive;

  private Relay(Channel front, Runnable answered, EventLoops loops, SocketAddress container) {
    this.front = front;
    this.answered = answered;
    this.container = container;
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
    private final SocketAddress container;

    Relay open(Channel front, Runnable answered) {
      return new Relay(front, answered, loops, container);
    }
  }

  /** The head of a request. What a client says of earlier hops is not believed. */
  void begin(HttpRequest request, boolean clientKeepAlive) {
    keepAlive = clientKeepAlive;
    underWay = true;
    HttpHeaders headers = request.headers();
    headers.remove("Forwarded").remove("X-Forwarded-Host").remove("X-Forwarded-Port");
    headers.set("X-Forwarded-Proto", isEncrypted() ? "https" : "http");
    if (front.remoteAddress() instanceof InetSocketAddress client) {
      headers.set("X-Forwarded-For", client.getAddress().getHostAddress());
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
      ChannelFuture opened = bootstrap.connect(container);
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

  void frontWritable(boolean writable) {
    if (back != null) {
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

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object part) {
      if (part instanceof HttpResponse response && response.status().code() >= 200) {
        HttpUtil.setKeepAlive(response, keepAlive);
        SecurityHeaders.addTo(response.headers());
      }
      front.write(part, front.voidPromise());
      if (part instanceof LastHttpContent && underWay) {
        underWay = false;
        front.flush();
        answered.run();
      }
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
      if (back == ctx.channel()) {
        back = null;
      }
      if (underWay) {
        front.close(); // half an answer can only be broken off
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
