package io.crossim.server.gateway;

import io.crossim.common.result.CimException;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.connection.FrameBound;
import io.crossim.server.conversation.ConversationUplink;
import io.crossim.server.inbox.HeadRefresh;
import io.crossim.server.session.Logins;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.uplink.Uplink;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.loop.AcceptFailures;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.start.PortFailure;
import io.crossim.service.tls.ServerTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The TCP port that clients connect to. Opened once, closed once. */
public final class TcpGateway {

  private static final Duration CLOSING = Duration.ofSeconds(3);

  /** How long sends under way may take to be answered. */
  private static final Duration ANSWERING = Duration.ofSeconds(2);

  private static final int BACKLOG = 1024;

  /** How often one connection is read before the next one has its turn. */
  private static final int READS_AT_ONCE = 16;

  private final ConnectionSettings connectionSettings;
  private final ConnectionsByLoop connections;
  private final Uplink uplink;

  private final EventLoops loops;
  private final GatewayInitializer initializer;
  private final SweepSchedule sweeps;
  private final LoopWait loopWait;
  private volatile @Nullable Channel port;

  public TcpGateway(
      Settings settings,
      ConnectionSettings connectionSettings,
      ConnectionsByLoop connections,
      SessionBinder sessions,
      Logins logins,
      Uplink uplink,
      ConversationUplink conversations,
      HeadRefresh heads,
      GatewayBounds bounds,
      EventLoops loops,
      ServerTls tls,
      BooleanSupplier isLeaving) {
    this.loops = loops;
    this.uplink = uplink;
    this.connectionSettings = connectionSettings;
    this.connections = connections;
    this.initializer =
        new GatewayInitializer(
            connectionSettings,
            new FrameBound(settings.maxLoginFrame, settings.maxFrame),
            connections,
            sessions,
            logins,
            uplink,
            conversations,
            bounds,
            tls,
            isLeaving);
    this.loopWait = new LoopWait(loops);
    this.sweeps =
        new SweepSchedule(
            loops, connections, new Sweep(settings.loginTimeout, settings.heartbeat), heads);
  }

  /**
   * Opens the port at all addresses; clients may come from now on.
   *
   * @param number 0 for any free port
   * @return the number of the port
   * @throws CimException when the port cannot be opened
   */
  public int open(int number) {
    return open(new InetSocketAddress(number));
  }

  /** Opens the port at one address; see {@link #open(int)}. */
  public int open(InetSocketAddress address) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, readBuffers())
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
            .childHandler(initializer);
    ChannelFuture opened = bootstrap.bind(address).awaitUninterruptibly();
    if (!opened.isSuccess()) {
      throw PortFailure.of("cim.server.port", null, address.getPort(), opened.cause());
    }
    Channel listening = opened.channel();
    AcceptFailures.addTo(listening, "cim.server.port");
    port = listening;
    sweeps.start();
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  private WriteBufferWaterMark waterMark() {
    int most = connectionSettings.maxPending();
    return new WriteBufferWaterMark(most / 2, most);
  }

  /**
   * Makes a connection of another port one of WebSocket, or answers why not and closes it. On its
   * event loop, which is one of this gateway's.
   *
   * @param ctx the last handler of its pipeline, behind the codec of HTTP; the caller takes both
   *     away
   * @param from the other end of the connection
   */
  public void takeOver(ChannelHandlerContext ctx, HttpRequest head, ClientAddress from) {
    ctx.channel()
        .config()
        .setWriteBufferWaterMark(waterMark())
        .setRecvByteBufAllocator(readBuffers());
    initializer.takeOver(ctx, head, from);
  }

  /** What Netty does by itself, but with one object for all connections. */
  private static RecvByteBufAllocator readBuffers() {
    return new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(READS_AT_ONCE);
  }

  /** Whether clients may come. */
  public boolean isOpen() {
    Channel listening = port;
    return listening != null && listening.isOpen();
  }

  /**
   * Takes no new client and no further send, lets those under way have their answer, and closes the
   * connections behind what was written to them. Returns when they are closed, or the time for it
   * is over.
   */
  public void close() {
    Channel listening = port;
    if (listening != null) {
      listening.close().awaitUninterruptibly();
    }
    uplink.seal();
    loopWait.await(ANSWERING, () -> !isUploading());
    connections.forEach(connection -> connection.close(CloseReason.SERVER_STOPPING));
    loopWait.await(CLOSING, () -> connections.size() == 0);
    sweeps.stop();
  }

  private boolean isUploading() {
    AtomicBoolean any = new AtomicBoolean();
    loopWait.onEachLoop(
        loop ->
            connections
                .on(loop)
                .forEach(connection -> any.compareAndSet(false, connection.isUploading())));
    return any.get();
  }

  /**
   * The bounds of a gateway, in bytes and durations.
   *
   * @param maxLoginFrame the largest frame before the login
   * @param loginTimeout how long a login may take
   * @param heartbeat how long nothing may be read
   */
  public record Settings(
      int maxLoginFrame, int maxFrame, Duration loginTimeout, Duration heartbeat) {}
}
