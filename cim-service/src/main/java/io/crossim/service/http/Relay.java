package io.crossim.service.http;

import io.crossim.service.limits.ClientAddress;
import io.crossim.service.loop.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests of one connection to the servlet container and its answers back, piece by piece,
 * so that neither is ever held as a whole. Lives on the event loop of that connection.
 */
final class Relay {

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
  private boolean isCall;

  /** Something of the answer has gone to the client. */
  private boolean isAnswering;

  private boolean isAsked;

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
    this.bootstrap =
        new Bootstrap()
            .group(front.eventLoop())
            .channel(factory.loops.clientChannel())
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast("http", new HttpClientCodec())
                        .addLast("answers", new RelayedAnswers(Relay.this, front, answers));
                  }
                });
  }

  /** Opens relays to a container. */
  record Factory(EventLoops loops, ServletContainer container) {

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
    RelayedHeaders.setLength(head.headers(), body.readableBytes());
    begin(head);
    isCall = true;
    send(new DefaultLastHttpContent(body));
  }

  /** The head of a request. */
  void begin(HttpRequest request) {
    underWay = true;
    isCall = false;
    isAnswering = false;
    isAsked = false;
    RelayedHeaders.set(request, front, remote, port.bounds().proxies(), container);
    HttpUtil.setKeepAlive(request, true);
    send(request);
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

  /**
   * Leaves the container amid a request, which sees that it is broken off and no end of it.
   *
   * @return whether the client has nothing of an answer
   */
  boolean breakOff() {
    underWay = false;
    close();
    back = null;
    front.config().setAutoRead(true);
    return !isAnswering;
  }

  /** The container says something before it answers. */
  void interim(HttpResponseStatus status) {
    isAsked |= status.equals(HttpResponseStatus.CONTINUE);
  }

  /** Whether the client was told to send its body. */
  boolean isAsked() {
    return isAsked;
  }

  /**
   * The container begins to answer.
   *
   * @return whether the request is there in full
   */
  boolean answering() {
    isAnswering = true;
    return complete;
  }

  /** Whether the request is for a call of CIM, whose answer is small or counted. */
  boolean isCall() {
    return isCall;
  }

  /** The answer to a call cannot be counted: it is read no faster than its client takes it. */
  void passUncounted() {
    isCall = false;
    frontWritable(front.isWritable());
  }

  /** The container leaves this connection, so the next request needs another. */
  void left(Channel channel) {
    back = null;
    channel.close();
  }

  /** The answer is there in full. */
  void answeredAll() {
    if (underWay) {
      underWay = false;
      front.flush();
      answered.run();
    }
  }

  /** The container can take more, or cannot. */
  void backWritable(boolean writable) {
    if (!complete) { // else it is the requests behind it that decide
      front.config().setAutoRead(writable);
    }
  }

  /** A connection to the container is gone. */
  void lost(Channel channel) {
    if (back == channel) {
      back = null;
      if (underWay) {
        front.close(); // half an answer can only be broken off
      }
    }
  }
}
