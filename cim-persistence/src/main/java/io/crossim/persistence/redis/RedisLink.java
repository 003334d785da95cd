package io.crossim.persistence.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
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
@Slf4j
public final class RedisLink {

  /** Leaves a route time to answer within the 2 s that its callers wait. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(1500);

  private final LettuceConnectionFactory factory;
  private final Duration timeout;
  private final KnownScripts scripts = new KnownScripts();
  private final RedisFailures failures = new RedisFailures(System::nanoTime);
  private final ReentrantLock lock = new ReentrantLock();

  /** Calls that came before there was a connection, in their order. Guarded by the lock. */
  private final Queue<Waiting> waiting = new ArrayDeque<>();

  /** Guarded by the lock. */
  private boolean connecting;

  /** Set when none waits any more, so that who sees it overtakes nobody. */
  private volatile @Nullable RedisClusterAsyncCommands<byte[], byte[]> connection;

  /** The timer of the client; null until there is a connection. */
  private volatile @Nullable Timer timer;

  public RedisLink(LettuceConnectionFactory factory) {
    this(factory, DEFAULT_TIMEOUT);
  }

  /**
   * @param timeout how long one call of a store may take, all its round trips together
   */
  public RedisLink(LettuceConnectionFactory factory, Duration timeout) {
    this.factory = factory;
    this.timeout = timeout;
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
    RedisClusterAsyncCommands<byte[], byte[]> open = connection;
    if (open == null) {
      lock.lock();
      try {
        connectUnlessBegun();
      } finally {
        lock.unlock();
      }
    }
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

  @Nullable Timer timer() {
    return timer;
  }

  KnownScripts scripts() {
    return scripts;
  }

  /**
   * Has a call issue its commands: at once and on this thread, or when there is a connection. The
   * call fails when none can be made, and issues nothing when it is over by then.
   */
  void whenConnected(
      CompletableFuture<?> call, Consumer<RedisClusterAsyncCommands<byte[], byte[]>> issue) {
    RedisClusterAsyncCommands<byte[], byte[]> open = connection;
    if (open == null) {
      open = connectionOrWait(new Waiting(call, issue));
    }
    if (open != null) {
      issue.accept(open);
    }
  }

  private @Nullable RedisClusterAsyncCommands<byte[], byte[]> connectionOrWait(Waiting call) {
    lock.lock();
    try {
      if (connection != null) {
        return connection;
      }
      // All have the same time, so those that are over stand first.
      for (Waiting first = waiting.peek(); first != null && first.isOver(); ) {
        waiting.remove();
        first = waiting.peek();
      }
      waiting.add(call);
      connectUnlessBegun();
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** The caller holds the lock. */
  private void connectUnlessBegun() {
    if (connection == null && !connecting) {
      connecting = true;
      Thread connector = new Thread(this::connect, "cim-redis-connect");
      connector.setDaemon(true);
      connector.start();
    }
  }

  private void connect() {
    try {
      // The factory's shared connection: it is never given back, so it is not closed here either.
      LettuceConnection shared = (LettuceConnection) factory.getConnection();
      timer = factory.getRequiredNativeClient().getResources().timer();
      open(shared.getNativeConnection());
    } catch (RuntimeException | Error e) { // the next call tries again
      log.debug("no connection to Redis", e);
      fail(e);
    }
  }

  private void open(RedisClusterAsyncCommands<byte[], byte[]> redis) {
    if (redis instanceof RedisAsyncCommands<byte[], byte[]> single) {
      single.getStatefulConnection().addListener(scripts);
    }
    lock.lock();
    try {
      // What hangs on a call may begin others here: they queue up behind.
      for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
        if (!next.isOver()) {
          next.issue.accept(redis);
        }
      }
      connection = redis;
      connecting = false;
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable failure) {
    Waiting[] failed;
    lock.lock();
    try {
      failed = waiting.toArray(Waiting[]::new);
      waiting.clear();
      connecting = false;
    } finally {
      lock.unlock();
    }
    for (Waiting call : failed) {
      call.call.completeExceptionally(failure);
    }
  }

  private record Waiting(
      CompletableFuture<?> call, Consumer<RedisClusterAsyncCommands<byte[], byte[]>> issue) {

    boolean isOver() {
      return call.isDone();
    }
  }
}
