package io.crossim.persistence.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.netty.util.Timer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Makes the connection of a {@link RedisLink} when it is first needed, on a thread of its own, and
 * keeps the calls that wait for it in their order. Any thread; never blocks.
 */
@Slf4j
@RequiredArgsConstructor
final class RedisConnector {

  private final LettuceConnectionFactory factory;
  private final KnownScripts scripts;
  private final ReentrantLock lock = new ReentrantLock();

  /** Calls that came before there was a connection, in their order. Guarded by the lock. */
  private final Queue<Waiting> waiting = new ArrayDeque<>();

  /** Guarded by the lock. */
  private boolean connecting;

  /** Set when none waits any more, so that who sees it overtakes nobody. */
  private volatile @Nullable RedisClusterAsyncCommands<byte[], byte[]> connection;

  private volatile @Nullable Timer timer;

  /** The timer of the client; null until there is a connection. */
  @Nullable Timer timer() {
    return timer;
  }

  /** The connection; where there is none yet, null, and it begins to make one. */
  @Nullable RedisClusterAsyncCommands<byte[], byte[]> connectionOrBegin() {
    RedisClusterAsyncCommands<byte[], byte[]> open = connection;
    if (open == null) {
      lock.lock();
      try {
        connectUnlessBegun();
      } finally {
        lock.unlock();
      }
    }
    return open;
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
