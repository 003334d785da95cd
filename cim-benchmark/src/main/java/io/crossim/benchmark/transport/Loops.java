package io.crossim.benchmark.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/** Event loops on daemon threads: epoll where there is one, else what the JDK has. */
public final class Loops implements AutoCloseable {

  private static final boolean EPOLL = Epoll.isAvailable();

  private final EventLoopGroup group;
  private final @Nullable Encryption encryption;

  /**
   * Starts them, for connections without TLS.
   *
   * @param threads one is right for most: the tool must not starve what it measures
   */
  public Loops(String name, int threads) {
    this(name, threads, null);
  }

  /**
   * Starts them.
   *
   * @param encryption of connections that are to be encrypted; null for none
   */
  public Loops(String name, int threads, @Nullable Encryption encryption) {
    this.encryption = encryption;
    // One in 128 buffers would note where it was made: this tool looks for no leaks.
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    IoHandlerFactory handlers = EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group =
        new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), handlers);
  }

  public EventLoopGroup group() {
    return group;
  }

  /** Encrypts a connection to a host, if connections are to be encrypted. */
  public void encrypt(Channel channel, String host, int port) {
    if (encryption != null) {
      encryption.addTo(channel, host, port);
    }
  }

  public static Class<? extends SocketChannel> client() {
    return EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  public static Class<? extends ServerChannel> server() {
    return EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  @Override
  public void close() {
    var unused = group.shutdownGracefully();
  }
}
