package io.crossim.common.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The wait before another attempt: it doubles from attempt to attempt, up to a longest one.
 * Immutable, so any thread. It counts nothing and sleeps nowhere: the caller numbers the attempts
 * and schedules them. Attempts are numbered from 1; a smaller number counts as 1, and no number is
 * too large.
 *
 * @param first the wait before attempt 1
 * @param longest no wait is longer, the first one neither
 */
public record Backoff(Duration first, Duration longest) {

  /** The wait before an attempt. */
  public Duration delay(int attempt) {
    return share(attempt, 1);
  }

  /**
   * A random part of the wait, from zero up to all of it ("full jitter"). Callers that failed
   * together do not come back together.
   */
  public Duration randomDelay(int attempt) {
    return share(attempt, ThreadLocalRandom.current().nextDouble());
  }

  /** At least half of the wait, the rest at random ("equal jitter"): spread, and never at once. */
  public Duration halfRandomDelay(int attempt) {
    return share(attempt, (1 + ThreadLocalRandom.current().nextDouble()) / 2);
  }

  /**
   * A share of the wait.
   *
   * @param share from 0 to 1
   */
  Duration share(int attempt, double share) {
    double doubled = first.toNanos() * Math.pow(2, Math.max(0, attempt - 1));
    return Duration.ofNanos((long) (Math.min(longest.toNanos(), doubled) * share));
  }
}
