package io.crossim.benchmark.load;

import io.crossim.benchmark.transport.FrameBuffers;
import io.crossim.benchmark.transport.Loops;
import io.crossim.benchmark.transport.WebSocketFraming;
import io.crossim.common.protocol.FrameDecoder;
import io.crossim.route.api.Account;
import io.crossim.route.api.ServerAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Connects users to their servers; no call blocks, any thread may call. */
public final class Connector {

  private static final int CONNECT_MILLIS = 10_000;
  private static final int FLUSHES = 256;

  private final Protocol protocol;
  private final Receiver receiver;
  private final Loops loops;
  private final Bootstrap bootstrap;

  /**
   * Makes one for users of one protocol.
   *
   * @param receiver takes what comes for all of them
   */
  public Connector(boolean v3, Receiver receiver, Loops loops) {
    this(v3 ? Protocol.V3 : Protocol.V2, receiver, loops);
  }

  /**
   * Makes one for users of one protocol.
   *
   * @param receiver takes what comes for all of them
   */
  public Connector(Protocol protocol, Receiver receiver, Loops loops) {
    this.protocol = protocol;
    this.receiver = receiver;
    this.loops = loops;
    this.bootstrap =
        new Bootstrap()
            .group(loops.group())
            .channel(Loops.client())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
  }

  /**
   * Connects and logs in.
   *
   * @param index which of the load's users it is
   * @return completed when the server has accepted the login; with a {@link Refusal} when not
   */
  public CompletableFuture<LoadClient> connect(int index, Account account, ServerAddress server) {
    LoadClient client =
        new LoadClient(index, account, server.token(), protocol != Protocol.V2, receiver);
    InetSocketAddress address = new InetSocketAddress(server.ip(), server.cimServerPort());
    Bootstrap made = bootstrap.clone().handler(initializer(client, server));
    InetSocketAddress source = SourceAddresses.of(index, address);
    ChannelFuture connected =
        source == null ? made.connect(address) : made.connect(address, source);
    connected.addListener(
        (ChannelFuture done) -> {
          if (!done.isSuccess()) {
            client.refused(Refusal.UNREACHABLE, String.valueOf(done.cause()));
          }
        });
    return client.accepted();
  }

  private ChannelInitializer<Channel> initializer(LoadClient client, ServerAddress server) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new FlushConsolidationHandler(FLUSHES, true));
        if (protocol == Protocol.V3_WS) {
          WebSocketFraming.addTo(channel.pipeline(), server.ip(), server.cimServerPort());
        } else {
          channel.pipeline().addLast(new FrameDecoder(FrameBuffers.MAX_FRAME));
        }
        channel.pipeline().addLast(client.handler());
        loops.encrypt(channel, server.ip(), server.cimServerPort());
      }
    };
  }
}
