package io.crossim.sdk.connection;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.OfflineRequest;
import io.crossim.route.api.RouteApi;
import io.crossim.route.api.ServerAddress;
import io.crossim.sdk.tls.Tls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt: login at the route, TCP connection, login at the server. Not for more than one
 * attempt at a time.
 */
@Slf4j
@RequiredArgsConstructor
public final class Connector {

  private static final int CONNECT_TIMEOUT_MILLIS = 3_000;

  private final Identity user;
  private final RouteApi route;
  private final TokenHolder token;
  private final Executor calls;
  private final EventLoop loop;
  private final Inbound inbound;
  private final @Nullable Tls tls;
  private final HeartbeatTimes heartbeat;

  private @Nullable Channel opening;
  private @Nullable Throwable ended;

  /**
   * Connects.
   *
   * @param again whether an earlier connection of ours to a v2 server may still stand in the way;
   *     the route is told first that it is gone
   * @param goAway is told on the event loop when the server asks its client to leave
   * @return the connection, completed on the event loop; a failure on any thread
   */
  CompletableFuture<Connection> connect(boolean again, Consumer<Channel> goAway) {
    return CompletableFuture.supplyAsync(() -> login(again), calls)
        .thenComposeAsync(target -> open(target, goAway), loop);
  }

  /**
   * Connects to another server, beside the connection that is there.
   *
   * @param from the server of that one
   * @return empty when the route names the same server
   */
  CompletableFuture<Optional<Connection>> move(ServerAddress from, Consumer<Channel> goAway) {
    return CompletableFuture.supplyAsync(() -> login(/* again= */ false), calls)
        .thenComposeAsync(
            target ->
                target.isAt(from)
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : open(target, goAway).thenApply(Optional::of),
            loop);
  }

  /** Ends an attempt that is under way and refuses later ones. On the event loop only. */
  void end(Throwable reason) {
    ended = reason;
    if (opening != null) {
      Closing.close(opening, reason);
    }
  }

  private Target login(boolean again) {
    if (again) {
      tellOffline();
    }
    ServerAddress server =
        route.login(
            new LoginRequest(user.userId(), user.userName(), /* reqNo= */ null, user.password()));
    token.loggedIn(server);
    // Here and not on the event loop, because looking up a name blocks.
    InetSocketAddress address = new InetSocketAddress(server.ip(), server.cimServerPort());
    if (address.isUnresolved()) {
      throw new UnavailableException(server.ip() + " has no address", null);
    }
    return new Target(server, address);
  }

  private void tellOffline() {
    try {
      route.offline(new OfflineRequest(user.userId(), "reconnect", /* reqNo= */ null));
    } catch (CimException e) {
      log.debug("the hint before a new login failed", e); // the login itself will tell
    }
  }

  private CompletableFuture<Connection> open(Target target, Consumer<Channel> goAway) {
    if (ended != null) {
      return CompletableFuture.failedFuture(ended);
    }
    CompletableFuture<Connection> result = new CompletableFuture<>();
    CompletableFuture<Acceptance> accepted = new CompletableFuture<>();
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .handler(
                new ConnectionInitializer(
                    user,
                    target.server.token(),
                    heartbeat,
                    inbound,
                    accepted::complete,
                    goAway,
                    channel -> encrypt(channel, target.server)))
            .connect(target.address);
    Channel channel = connecting.channel();
    opening = channel;
    accepted.thenAccept(
        acceptance -> {
          opening = null;
          result.complete(new Connection(channel, target.server, acceptance));
        });
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            channel
                .closeFuture()
                .addListener(closed -> result.completeExceptionally(Closing.reason(channel)));
          } else {
            result.completeExceptionally(unreachable(done.cause()));
          }
        });
    return result;
  }

  private void encrypt(Channel channel, ServerAddress server) {
    if (tls != null) {
      channel
          .pipeline()
          .addLast("tls", tls.handler(channel.alloc(), server.ip(), server.cimServerPort()));
    }
  }

  private static UnavailableException unreachable(@Nullable Throwable cause) {
    String why = cause == null ? "cancelled" : cause.getMessage();
    return new UnavailableException("the server cannot be reached (" + why + ")", cause);
  }

  private record Target(ServerAddress server, InetSocketAddress address) {

    boolean isAt(ServerAddress other) {
      return server.ip().equals(other.ip()) && server.cimServerPort() == other.cimServerPort();
    }
  }
}
