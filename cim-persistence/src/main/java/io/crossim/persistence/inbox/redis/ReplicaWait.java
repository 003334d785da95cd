package io.crossim.persistence.inbox.redis;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.time.Duration;

/**
 * How many replicas have to hold an append before it counts as stored.
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
   * Judges how many replicas have it.
   *
   * @throws UnavailableException when they are too few
   */
  void check(long reached) {
    if (reached < replicas) {
      throw new UnavailableException(
          "the message is on "
              + reached
              + " replicas of Redis only; it has to be on "
              + replicas
              + " within "
              + timeout.toMillis()
              + " ms)",
          null);
    }
  }
}
