package io.crossim.persistence.redis;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How many replicas have to hold what a call has written before it is answered.
 *
 * @param replicas 0 for not waiting
 * @param timeout how long they may take
 */
public record ReplicaWait(int replicas, Duration timeout) {

  public static final ReplicaWait NONE = new ReplicaWait(0, Duration.ofMillis(500));

  public ReplicaWait {
    if (replicas < 0) {
      throw CimException.invalid("cim.inbox.redis.wait-replicas", replicas, "0 or more");
    }
    if (timeout.toMillis() < 1) {
      throw CimException.invalid("cim.inbox.redis.wait-timeout", timeout, "at least 1ms");
    }
  }

  /**
   * A call's result, when so many replicas have what the call has written. Ours is one connection:
   * what WAIT waits for includes everything that was written before it.
   */
  public <T> CompletableFuture<T> hold(RedisCall call, CompletableFuture<T> stored) {
    if (replicas == 0) {
      return stored;
    }
    return stored.thenCompose(
        result ->
            call.<ReplicaWait, Long, T>send(
                List.of(this),
                (redis, wait) -> redis.waitForReplication(wait.replicas, wait.timeout.toMillis()),
                reached -> {
                  check(reached.get(0));
                  return result;
                }));
  }

  private void check(long reached) {
    if (reached < replicas) {
      throw new UnavailableException(
          "what was written is on "
              + reached
              + " replicas of Redis only; it has to be on "
              + replicas
              + " within "
              + timeout.toMillis()
              + " ms",
          null);
    }
  }
}
