package io.crossim.sdk.connection;

import java.time.Duration;

/**
 * How long to wait before an attempt: exponential with full jitter. Attempts that fail together do
 * not come back together.
 *
 * @param first the limit of the first wait
 * @param longest no limit is higher
 */
public record Backoff(Duration first, Duration longest) {

  /**
   * The wait before an attempt, from zero up to a limit that doubles from attempt to attempt.
   *
   * @param attempt from 1
   * @param random from 0 (inclusive) to 1 (exclusive), evenly spread
   */
  public Duration delay(int attempt, double random) {
    double limit =
        Math.min(longest.toNanos(), first.toNanos() * Math.pow(2, Math.max(0, attempt - 1)));
    return Duration.ofNanos((long) (limit * random));
  }
}
