package io.crossim.benchmark;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The event loops of the tool: one, so that the tool does not starve what it measures. */
final class Loops implements AutoCloseable {

  static final Class<? extends Channel> CLIENT = NioSocketChannel.class;
  static final Class<? extends ServerChannel> SERVER = NioServerSocketChannel.class;

  private final EventLoopGroup group;

  Loops(int threads) {
    IoHandlerFactory factory = NioIoHandler.newFactory();
    group =
        new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("load", true), factory);
  }

  EventLoopGroup group() {
    return group;
  }

  @Override
  public void close() {
    var unused = group.shutdownGracefully();
  }
}
