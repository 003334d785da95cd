package io.crossim.service.http;

import io.crossim.service.limits.ClientAddress;
import io.crossim.service.loop.EventLoops;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Takes requests of one connection to the servlet container and its answers back, piece by piece,
 * so that neither is ever held as a whole. Lives on the event loop of that connection.
 */
final class Relay {

  private final PortSetup port;
  private final Channel front;
  private final ClientAddress remote;
  private final Runnable answered;
  private final ServletContainer container;
  private final ContainerConnection connection;

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
    this.answered = answered;
    this.container = factory.container;
    this.connection =
        new ContainerConnection(
            front, factory.loops, container, () -> new RelayedAnswers(this, front, answers));
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
    connection.send(part);
  }

  /** What is counted is read from the container at once: there a thread may wait for it. */
  void frontWritable(boolean writable) {
    if (!isCall) {
      connection.setAutoRead(writable);
    }
  }

  void close() {
    connection.close();
  }

  /**
   * Leaves the container amid a request, which sees that it is broken off and no end of it.
   *
   * @return whether the client has nothing of an answer
   */
  boolean breakOff() {
    underWay = false;
    connection.breakOff();
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
    connection.left(channel);
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
    if (connection.lost(channel) && underWay) {
      front.close(); // half an answer can only be broken off
    }
  }
}
