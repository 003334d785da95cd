package io.crossim.persistence.redis;

import io.crossim.common.result.UnavailableException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The connection that the stores share. It is made when it is first needed, on a thread of its own,
 * so that a Redis that does not answer costs a caller its time-out and no more; from then on it
 * reconnects by itself. Any thread may call.
 *
 * <p>The factory stays its owner's to close. It should be set up with {@link RedisClientOptions}.
 */
@Slf4j
public final class RedisLink {

  /** Leaves a route time to answer within the 2 s that its callers wait. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(1500);

  private final LettuceConnectionFactory factory;
  private final Duration timeout;
  private final AtomicReference<
          @Nullable CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>>>
      connection = new AtomicReference<>();

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

  /**
   * Begins a call: its time runs from here.
   *
   * @throws UnavailableException when there is no connection within the time-out
   */
  public RedisCall begin() {
    Deadline deadline = Deadline.after(timeout);
    return new RedisCall(deadline.await(connected()), deadline);
  }

  private CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> connected() {
    while (true) {
      CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> current = connection.get();
      if (current != null && !current.isCompletedExceptionally()) {
        return current;
      }
      CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> next = new CompletableFuture<>();
      if (connection.compareAndSet(current, next)) {
        Thread connector = new Thread(() -> connect(next), "cim-redis-connect");
        connector.setDaemon(true);
        connector.start();
        return next;
      }
    }
  }

  private void connect(CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> result) {
    try {
      // The factory's shared connection: it is never given back, so it is not closed here either.
      LettuceConnection shared = (LettuceConnection) factory.getConnection();
      result.complete(shared.getNativeConnection());
    } catch (RuntimeException e) {
      log.debug("no connection to Redis", e);
      result.completeExceptionally(e);
    }
  }
}
