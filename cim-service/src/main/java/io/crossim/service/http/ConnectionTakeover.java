package io.crossim.service.http;

import io.crossim.service.limits.ClientAddress;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;

/** Takes over connections of an HTTP port whose clients ask for another protocol. */
public interface ConnectionTakeover {

  /** Whether a request is for it, whatever it answers. */
  boolean isFor(HttpRequest head);

  /**
   * Answers a request that is there in full, and adds what the connection needs from now on behind
   * the given handler; the caller takes that one and all of HTTP away. On the event loop.
   *
   * @param from the other end of the connection
   */
  void takeOver(ChannelHandlerContext ctx, HttpRequest head, ClientAddress from);
}
