package io.crossim.persistence.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SslOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContextBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How the Redis client must behave for the stores: what Redis did not get while its caller waited,
 * it never gets, and a lost connection comes back soon. To be applied by the code that makes the
 * connection factory, for instance as Spring Boot's customizers of the client options and
 * resources.
 */
public final class RedisClientOptions {

  private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofSeconds(1);

  private RedisClientOptions() {}

  /** Sets the options; those of a cluster follow its failover by default. */
  public static void apply(ClientOptions.Builder options) {
    options
        .autoReconnect(true)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        // MUST drop every command that was under way when the connection broke: its caller has been
        // told that it failed.
        .replayFilter(command -> true);
  }

  /**
   * Has each connection over TLS be made with the certificates of its time, which a client that
   * lives long would not notice otherwise.
   *
   * @param certificates sets whom the client trusts and which key it has; it must not block
   */
  public static void encrypt(
      ClientOptions.Builder options, Consumer<SslContextBuilder> certificates) {
    options.sslOptions(SslOptions.builder().jdkSslProvider().sslContext(certificates).build());
  }

  /** Sets the delay between attempts to reconnect; the client's own grows to half a minute. */
  public static void apply(ClientResources.Builder resources) {
    resources.reconnectDelay(
        Delay.fullJitter(
            Duration.ofMillis(50), LONGEST_RECONNECT_DELAY, 50, TimeUnit.MILLISECONDS));
  }

  /**
   * Has the client share event loops whose sockets are of the kind that it would choose itself:
   * epoll where there is one.
   */
  public static void share(
      ClientResources.Builder resources, EventLoopGroup loops, int numberOfLoops) {
    resources.eventLoopGroupProvider(new RedisLoops(loops, numberOfLoops));
  }
}
