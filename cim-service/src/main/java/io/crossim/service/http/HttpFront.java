package io.crossim.service.http;

import io.crossim.common.result.CimException;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.Failures;
import io.crossim.service.call.HeadCheck;
import io.crossim.service.call.KnownHosts;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.loop.AcceptFailures;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.start.PortFailure;
import io.crossim.service.tls.ServerTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** An open HTTP port. Opened once, closed once; any thread. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class HttpFront {

  /** Callers of other services close after five minutes; who closes first must be they. */
  private static final int KEEP_ALIVE_MINUTES = 6;

  private static final int BACKLOG = 1024;
  private static final int MAX_LINE = 8 << 10;
  private static final int MAX_HEADERS = 16 << 10;

  /** The largest head that comes to a container, with what the front writes into it. */
  static final int MAX_RELAYED_HEAD = MAX_LINE + MAX_HEADERS + (8 << 10);

  private static final String IDLE = "idle";
  private static final String DEADLINE = "deadline";
  private static final String CODEC = "http";
  private static final String CALLS = "calls";

  private static final int MAX_PIECE = 64 << 10;

  private final EventLoops loops;
  private final ServerTls tls;
  private final PortSetup setup;

  private final ChannelGroup clients =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, /* stayClosed= */ true);

  private volatile @Nullable Channel port;

  /** A port that answers the calls of a table, and nothing else. */
  public static HttpFront of(
      EventLoops loops, ServerTls tls, CallTable calls, Failures failures, FrontBounds bounds) {
    return of(loops, tls, calls, failures, KnownHosts.ANY, bounds);
  }

  /**
   * A port that answers the calls of a table, and nothing else; those that are not fast by way of
   * the servlet container.
   */
  public static HttpFront of(
      EventLoops loops,
      ServerTls tls,
      CallTable calls,
      Failures failures,
      FrontBounds bounds,
      ServletContainer container) {
    return new HttpFront(
        loops,
        tls,
        new PortSetup(
            calls,
            new HeadCheck(failures),
            bounds,
            new Relay.Factory(loops, container),
            /* takeover= */ null,
            /* origins= */ null,
            /* relaysAll= */ false));
  }

  /** A port that answers the calls of a table, to callers who name it as one of these hosts. */
  public static HttpFront of(
      EventLoops loops,
      ServerTls tls,
      CallTable calls,
      Failures failures,
      KnownHosts hosts,
      FrontBounds bounds) {
    return new HttpFront(
        loops,
        tls,
        new PortSetup(
            calls,
            new HeadCheck(failures, hosts),
            bounds,
            /* relays= */ null,
            /* takeover= */ null,
            /* origins= */ null,
            /* relaysAll= */ false));
  }

  /**
   * Opens the port.
   *
   * @param property which says the number
   * @param address null for all addresses
   * @param number 0 for any free port
   * @throws CimException that names the property, when it cannot be opened
   */
  public void open(String property, @Nullable InetAddress address, int number) {
    ChannelFuture opened =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Connections())
            .bind(
                address == null
                    ? new InetSocketAddress(number)
                    : new InetSocketAddress(address, number))
            .awaitUninterruptibly();
    if (!opened.isSuccess()) {
      throw PortFailure.of(property, address, number, opened.cause());
    }
    AcceptFailures.addTo(opened.channel(), property);
    port = opened.channel();
  }

  /** The number of the open port; -1 while there is none. */
  public int number() {
    Channel opened = port;
    return opened == null ? -1 : ((InetSocketAddress) opened.localAddress()).getPort();
  }

  /**
   * Takes no new client and no further request.
   *
   * @param allAnswered runs when everything that was under way is answered
   */
  public void stop(Runnable allAnswered) {
    closePort();
    clients.forEach(client -> client.pipeline().fireUserEventTriggered(FrontEvent.STOP));
    clients.newCloseFuture().addListener(done -> allAnswered.run());
  }

  /** Closes the port and every connection, whatever is under way. */
  public void close() {
    closePort();
    clients.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
  }

  private void closePort() {
    Channel opened = port;
    if (opened != null) {
      opened.close().awaitUninterruptibly();
      port = null;
    }
  }

  /** Takes requests apart, as long as their heads may be. */
  static HttpServerCodec codec() {
    return new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_PIECE);
  }

  /** A connection is not of HTTP any more: what its codec has read beyond goes on. */
  private void leave(Channel client, Runnable counted) {
    counted.run();
    clients.remove(client);
    ChannelPipeline pipeline = client.pipeline();
    pipeline.remove(CALLS);
    pipeline.remove(DEADLINE);
    pipeline.remove(IDLE);
    pipeline.remove(CODEC);
  }

  private final class Connections extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel client) {
      ClientAddress from = ClientAddress.of(client.remoteAddress());
      FrontBounds bounds = setup.bounds();
      Runnable counted =
          bounds.proxies().contains(from.address())
              ? () -> {}
              : bounds.connections().admitForNow(client, from);
      if (counted == null) {
        client.close();
        return;
      }
      clients.add(client);
      client.pipeline().addLast(IDLE, new QuietHandler());
      tls.addTo(client.pipeline());
      RequestDeadline deadline = new RequestDeadline(bounds, from);
      client
          .pipeline()
          .addLast(DEADLINE, deadline)
          .addLast(CODEC, codec())
          .addLast(
              CALLS, new FrontHandler(setup, client, from, deadline, () -> leave(client, counted)));
    }
  }

  private static final class QuietHandler extends IdleStateHandler {
    QuietHandler() {
      super(0, 0, KEEP_ALIVE_MINUTES, TimeUnit.MINUTES);
    }

    @Override
    protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
      ctx.fireUserEventTriggered(FrontEvent.QUIET);
    }
  }
}
