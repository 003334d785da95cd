package io.crossim.service.loop;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The event loops that all sockets of this process share: epoll on Linux, else what the JDK has.
 * Sharing them keeps the threads few, and with them the switches from one to another.
 */
public final class EventLoops implements AutoCloseable {

  private final MultiThreadIoEventLoopGroup group;
  private final Class<? extends ServerChannel> server;
  private final Class<? extends Channel> client;

  private EventLoops(
      int threads,
      IoHandlerFactory sockets,
      Class<? extends ServerChannel> server,
      Class<? extends Channel> client) {
    this.group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("cim-loop", true), sockets);
    this.server = server;
    this.client = client;
  }

  /** One loop for each processor, two at least: they never wait, so more would only switch. */
  public static EventLoops create() {
    LeakDetection.offUnlessWanted();
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    return Epoll.isAvailable()
        ? new EventLoops(
            threads,
            EpollIoHandler.newFactory(),
            EpollServerSocketChannel.class,
            EpollSocketChannel.class)
        : new EventLoops(
            threads,
            NioIoHandler.newFactory(),
            NioServerSocketChannel.class,
            NioSocketChannel.class);
  }

  public EventLoopGroup group() {
    return group;
  }

  /** Whether their sockets are those of Linux' epoll. */
  public boolean isEpoll() {
    return client == EpollSocketChannel.class;
  }

  /** How many there are. */
  public int size() {
    return group.executorCount();
  }

  /** One of the loops, each in its turn. */
  public EventLoop next() {
    return group.next();
  }

  /**
   * The loop that this runs on, behind what it does now; else one of them. To go to another loop
   * costs a switch between threads, which is dearer than most of what is done there.
   */
  public void executeNear(Runnable task) {
    for (EventExecutor loop : group) {
      if (loop.inEventLoop()) {
        loop.execute(task);
        return;
      }
    }
    group.execute(task);
  }

  public Class<? extends ServerChannel> serverChannel() {
    return server;
  }

  public Class<? extends Channel> clientChannel() {
    return client;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
