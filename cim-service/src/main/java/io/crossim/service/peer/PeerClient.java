package io.crossim.service.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.crossim.common.http.FailedAnswer;
import io.crossim.common.http.ProtobufCaller;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.tls.TlsFailures;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.credential.ConnectionProof;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.PeerTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * One service, over as many connections as there are calls under way at once. The callers bound
 * that number: lanes have one call in flight each. A connection that is not used for a while is
 * closed.
 */
final class PeerClient implements ProtobufCaller {

  private static final int MAX_ANSWER = 64 << 20;

  private final Target target;
  private final Duration callWithin;
  private final ClusterCredential credential;
  private final Bootstrap bootstrap;

  /** Connections without a call, the one used last in front. */
  private final ConcurrentLinkedDeque<PeerConnection> idle = new ConcurrentLinkedDeque<>();

  PeerClient(
      EventLoops loops,
      PeerTls tls,
      Target target,
      Duration connectWithin,
      Duration callWithin,
      ClusterCredential credential) {
    this.target = target;
    this.credential = credential;
    this.callWithin = callWithin;
    this.bootstrap =
        new Bootstrap()
            .group(loops.group())
            .channel(loops.clientChannel())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectWithin.toMillis())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (target.https) {
                      channel
                          .pipeline()
                          .addLast("tls", tls.handler(channel.alloc(), target.host, target.port));
                    }
                    channel
                        .pipeline()
                        .addLast("http", new HttpClientCodec())
                        .addLast("body", new HttpObjectAggregator(MAX_ANSWER))
                        .addLast("calls", new PeerConnection(channel, proof(), idle::remove));
                  }
                })
            .remoteAddress(target.host, target.port);
  }

  @Override
  public <T extends MessageLite> CompletableFuture<T> post(
      String path, MessageLite body, Parser<T> answer) {
    PeerCall call;
    try {
      call =
          new PeerCall(
              target.host + ":" + target.port, target.prefix + path, credential.used(), body);
    } catch (CimException e) {
      return CompletableFuture.failedFuture(e); // no secret yet
    }
    PeerConnection connection = idle.poll();
    if (connection == null) {
      connect(call);
    } else {
      start(call, connection);
    }
    return call.answered().thenApply(got -> parse(path, got, answer));
  }

  private ConnectionProof proof() {
    return target.fromDiscovery
        ? credential.proofFor(target.host, target.port)
        : credential.proofForUrl();
  }

  private void connect(PeerCall call) {
    ChannelFuture connecting = bootstrap.connect();
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            encrypted(connecting.channel())
                .addListener(ready -> use(connecting.channel(), ready, call));
          } else {
            call.fail(done.cause());
          }
        });
  }

  /** When a call may be sent: at once, or when the handshake is done. */
  private static Future<Channel> encrypted(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    return tls == null ? channel.eventLoop().newSucceededFuture(channel) : tls.handshakeFuture();
  }

  private void use(Channel channel, Future<?> ready, PeerCall call) {
    if (ready.isSuccess()) {
      start(call, channel.pipeline().get(PeerConnection.class));
    } else {
      call.fail(ready.cause());
    }
  }

  private void start(PeerCall call, PeerConnection connection) {
    connection.start(
        call,
        callWithin,
        () -> idle.addFirst(connection), // free again
        () -> connect(call)); // it was closed before the call left
  }

  private <T extends MessageLite> T parse(String path, PeerCall.Answer got, Parser<T> parser) {
    if (got.status() != 200) {
      throw FailedAnswer.of(target + path, got.status(), got.body());
    }
    try {
      return parser.parseFrom(got.body());
    } catch (InvalidProtocolBufferException e) {
      throw new CimException(
          ResultCode.FAILURE, target + " answered " + path + " with no protobuf message", e);
    }
  }

  /**
   * Where the service answers.
   *
   * @param fromDiscovery whether the address was found in discovery, where a stranger may have
   *     registered it
   */
  record Target(boolean https, String host, int port, String prefix, boolean fromDiscovery) {
    @Override
    public String toString() {
      return (https ? "https://" : "http://") + host + ":" + port + prefix;
    }
  }

  static UnavailableException unreachable(String authority, Throwable cause) {
    return new UnavailableException(
        authority + " cannot be reached (" + TlsFailures.words(cause) + ")", cause);
  }
}
