package io.crossim.persistence.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The connection that the stores share. It is made when it is first needed, on a thread of its own,
 * so that a Redis that does not answer costs a caller its time-out and no more; from then on it
 * reconnects by itself. Any thread may call.
 *
 * <p>Commands of calls that one thread begins one after the other reach Redis in that order, also
 * those that wait for the first connection. On Redis Cluster, which has a connection to each node,
 * that holds for the keys of one slot. A script that Redis has forgotten, or that a node of a
 * cluster does not know yet, is sent a second time and so comes later: {@link #scriptsSentAgain()}
 * tells.
 *
 * <p>The factory stays its owner's to close. It should be set up with {@link RedisClientOptions}.
 */
public final class RedisLink {

  /** Leaves a route time to answer within the 2 s that its callers wait. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(1500);

  private final LettuceConnectionFactory factory;
  private final Duration timeout;
  private final KnownScripts scripts = new KnownScripts();
  private final RedisFailures failures = new RedisFailures(System::nanoTime);
  private final RedisConnector connector;

  public RedisLink(LettuceConnectionFactory factory) {
    this(factory, DEFAULT_TIMEOUT);
  }

  /**
   * @param timeout how long one call of a store may take, all its round trips together
   */
  public RedisLink(LettuceConnectionFactory factory, Duration timeout) {
    this.factory = factory;
    this.timeout = timeout;
    this.connector = new RedisConnector(factory, scripts);
  }

  /** Begins a call: its time runs from here. Never blocks; there may be no connection yet. */
  public RedisCall begin() {
    return new RedisCall(this, CallTimeout.after(timeout, failures));
  }

  /** Whether keys of different slots may lie on different nodes. */
  public boolean isCluster() {
    return factory.isClusterAware();
  }

  /** Where Redis is looked for, in words. */
  public String address() {
    RedisClusterConfiguration cluster = factory.getClusterConfiguration();
    RedisSentinelConfiguration sentinel = factory.getSentinelConfiguration();
    if (cluster != null) {
      return "Redis Cluster at " + nodes(cluster.getClusterNodes());
    } else if (sentinel != null) {
      return "Redis behind the Sentinels at " + nodes(sentinel.getSentinels());
    }
    return "Redis at " + factory.getHostName() + ":" + factory.getPort();
  }

  /**
   * Why Redis cannot be reached at present, in a sentence for those who run it; empty when there is
   * a connection. Where there was none yet, it begins to make one. Never blocks.
   */
  public Optional<String> trouble() {
    RedisClusterAsyncCommands<byte[], byte[]> open = connector.connectionOrBegin();
    return open != null && isOpen(open)
        ? Optional.empty()
        : Optional.of("there is no connection to " + address());
  }

  private static boolean isOpen(RedisClusterAsyncCommands<byte[], byte[]> redis) {
    if (redis instanceof RedisAsyncCommands<byte[], byte[]> single) {
      return single.getStatefulConnection().isOpen();
    }
    return !(redis instanceof RedisAdvancedClusterAsyncCommands<byte[], byte[]> cluster)
        || cluster.getStatefulConnection().isOpen();
  }

  private static String nodes(Set<RedisNode> nodes) {
    return nodes.stream()
        .map(node -> node.getHost() + ":" + node.getPort())
        .collect(Collectors.joining(", "));
  }

  /**
   * How often a script was sent in full because Redis did not know it. The number rises before the
   * answers to commands that were issued after that script's first sending.
   */
  public long scriptsSentAgain() {
    return scripts.sentAgain();
  }

  KnownScripts scripts() {
    return scripts;
  }

  RedisConnector connector() {
    return connector;
  }
}
