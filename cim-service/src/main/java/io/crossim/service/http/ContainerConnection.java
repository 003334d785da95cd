package io.crossim.service.http;

import io.crossim.service.loop.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the servlet container over which the requests of one client go. Opened for the
 * first piece of a request, and again after the container has left it. On the event loop of the
 * client.
 */
final class ContainerConnection {

  private final Channel front;
  private final ServletContainer container;
  private final Bootstrap bootstrap;

  private final ArrayDeque<Object> unsent = new ArrayDeque<>();
  private @Nullable Channel back;
  private boolean connecting;

  /**
   * @param front the client's, which is read no faster than the container takes what comes
   * @param answers makes what takes the answers of a new connection
   */
  ContainerConnection(
      Channel front,
      EventLoops loops,
      ServletContainer container,
      Supplier<ChannelHandler> answers) {
    this.front = front;
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
                        .addLast("answers", answers.get());
                  }
                });
  }

  /** Sends a piece of a request, which this takes over. */
  void send(HttpObject part) {
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

  /** Reads what the container answers, or stops. */
  void setAutoRead(boolean reads) {
    if (back != null) {
      back.config().setAutoRead(reads);
    }
  }

  /** Closes the connection and drops what was not sent. */
  void close() {
    unsent.forEach(ReferenceCountUtil::release);
    unsent.clear();
    if (back != null) {
      back.close();
    }
  }

  /** Closes the connection amid a request; the next one needs another. */
  void breakOff() {
    close();
    back = null;
  }

  /** The container leaves this connection, so the next request needs another. */
  void left(Channel channel) {
    back = null;
    channel.close();
  }

  /**
   * A connection is gone.
   *
   * @return whether it is the present one
   */
  boolean lost(Channel channel) {
    if (back != channel) {
      return false;
    }
    back = null;
    return true;
  }
}
