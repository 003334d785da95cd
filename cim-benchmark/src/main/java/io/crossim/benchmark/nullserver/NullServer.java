package io.crossim.benchmark.nullserver;

import io.crossim.benchmark.transport.FrameBuffers;
import io.crossim.benchmark.transport.Loops;
import io.crossim.common.protocol.FrameDecoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetSocketAddress;

/** What a CIM could do if it had nothing to do: the ceiling of this machine and this tool. */
public final class NullServer implements AutoCloseable {

  private static final int BACKLOG = 4096;
  private static final int FLUSHES = 256;

  private final Loops loops = new Loops("null-server", 1);
  private final NullUsers users = new NullUsers();
  private final NullGroups groups = new NullGroups(users);
  private final Channel tcp;
  private final Channel http;

  private NullServer(int httpPort, int tcpPort) {
    tcp =
        listen(
            tcpPort,
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel made) {
                made.pipeline()
                    .addLast(new FlushConsolidationHandler(FLUSHES, true))
                    .addLast(new FrameDecoder(FrameBuffers.MAX_FRAME))
                    .addLast(new NullGateway(users));
              }
            });
    http =
        listen(
            httpPort,
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel made) {
                made.pipeline()
                    .addLast(new HttpRequestDecoder())
                    .addLast(new NullRoute(users, groups, tcpPort()));
              }
            });
  }

  /** Listens on the loopback address; a port of 0 is any free one. */
  public static NullServer open(int httpPort, int tcpPort) {
    return new NullServer(httpPort, tcpPort);
  }

  private Channel listen(int port, ChannelInitializer<Channel> handlers) {
    return new ServerBootstrap()
        .group(loops.group())
        .channel(Loops.server())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(handlers)
        .bind("127.0.0.1", port)
        .syncUninterruptibly()
        .channel();
  }

  public int httpPort() {
    return ((InetSocketAddress) http.localAddress()).getPort();
  }

  public int tcpPort() {
    return ((InetSocketAddress) tcp.localAddress()).getPort();
  }

  @Override
  public void close() {
    http.close().syncUninterruptibly();
    tcp.close().syncUninterruptibly();
    loops.close();
  }
}
