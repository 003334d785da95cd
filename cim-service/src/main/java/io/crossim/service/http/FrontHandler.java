package io.crossim.service.http;

import io.crossim.service.limits.ClientAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** One connection of a client: what it sends comes in its turn, one request after the other. */
@Slf4j
final class FrontHandler extends ChannelInboundHandlerAdapter {

  /** For a client that has connected to a service that stops. */
  private static final long FIRST_REQUEST_MILLIS = 500;

  private final Channel client;
  private final RequestDeadline deadline;
  private final Exchange exchange;
  private final SentAhead ahead;
  private final PortSetup port;
  private final ClientAddress remote;
  private final Runnable leave;
  private boolean takingAhead;
  private boolean refused;

  /** Nothing has come yet. */
  private boolean fresh = true;

  /** A request that is for another protocol; null mostly. */
  private @Nullable HttpRequest takenOver;

  /**
   * @param leave takes everything of HTTP away from the connection
   */
  FrontHandler(
      PortSetup port,
      Channel client,
      ClientAddress remote,
      RequestDeadline deadline,
      Runnable leave) {
    this.port = port;
    this.remote = remote;
    this.leave = leave;
    this.client = client;
    this.deadline = deadline;
    this.ahead = new SentAhead(port.bounds().ahead(), remote);
    this.exchange = new Exchange(port, client, remote, this::takeAhead);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    fresh = false;
    if (refused) {
      ReferenceCountUtil.release(message); // the rest of the read that was too much
      return;
    }
    if (message instanceof LastHttpContent) {
      deadline.requestIsComplete();
    } else if (exchange.state() == ExchangeState.RELAYING) {
      deadline.extend(); // an upload may be as long as the application takes
    }
    if (exchange.holdsBack() || !ahead.isEmpty()) {
      hold(message);
    } else if (takenOver != null || isForTakeover(message)) {
      takeOver(ctx, message);
    } else {
      exchange.take(message);
    }
  }

  /** Only a request that is the next one, and in order, is for another protocol. */
  private boolean isForTakeover(Object message) {
    return port.takeover() != null
        && exchange.state() == ExchangeState.IDLE
        && message instanceof HttpRequest head
        && port.takeover().isFor(head)
        && RequestHead.refusal(head, port.check()) == null;
  }

  private void takeOver(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest head) {
      takenOver = head;
    }
    if (message instanceof HttpContent content) {
      boolean isEmpty = !content.content().isReadable();
      content.release();
      if (!isEmpty) { // such a request has no body
        refused = true;
        ctx.close();
      } else if (content instanceof LastHttpContent) {
        Objects.requireNonNull(port.takeover())
            .takeOver(ctx, Objects.requireNonNull(takenOver), remote);
        leave.run();
      }
    }
  }

  /** A client that does not read its answers, or sends much ahead, is not read from meanwhile. */
  private void hold(Object message) {
    if (!ahead.add(message)) {
      refused = true;
      client.close();
    } else if (ahead.isEnough() || !client.isWritable()) {
      client.config().setAutoRead(false);
    }
  }

  /** One after the other: a request that is answered at once does not begin the next within it. */
  private void takeAhead() {
    if (takingAhead) {
      return;
    }
    takingAhead = true;
    while (!ahead.isEmpty() && !exchange.holdsBack()) {
      exchange.take(ahead.remove());
    }
    takingAhead = false;
    if (ahead.isEmpty() && !client.config().isAutoRead()) {
      client.config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    exchange.writable(client.isWritable());
    if (client.isWritable() && !ahead.isEmpty()) {
      ctx.executor().execute(this::takeAhead); // not in the midst of the write that it is due to
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == FrontEvent.LATE) {
      exchange.late();
      return;
    }
    if (event == FrontEvent.STOP) {
      exchange.stop();
      if (fresh) { // its first request is on its way, most likely
        fresh = false;
        ctx.executor()
            .schedule(
                () -> userEventTriggered(ctx, event), FIRST_REQUEST_MILLIS, TimeUnit.MILLISECONDS);
        return;
      }
    }
    switch (exchange.state()) {
      case IDLE -> {
        if (event instanceof FrontEvent) {
          ctx.close();
        }
      }
      case BODY, SWALLOWING, ENDING -> {
        if (event == FrontEvent.QUIET) {
          ctx.close();
        }
      }
      case ANSWERING, RELAYING, RELAYED -> {}
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    exchange.close();
    ahead.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("a client's connection failed: {}", cause.toString());
    ctx.close();
  }
}
