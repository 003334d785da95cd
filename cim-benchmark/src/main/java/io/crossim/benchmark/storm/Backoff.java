package io.crossim.benchmark.storm;

import java.time.Duration;

/**
 * How long a client waits before it tries again: exponential with full jitter, with the client
 * library's own numbers. Clients that fail together do not come back together.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private Backoff() {}

  /**
   * The wait before an attempt, in nanoseconds.
   *
   * @param attempt from 1
   * @param random from 0 (inclusive) to 1 (exclusive), evenly spread
   */
  static long nanos(int attempt, double random) {
    double limit = Math.min(LONGEST.toNanos(), FIRST.toNanos() * Math.pow(2, attempt - 1));
    return (long) (limit * random);
  }
}
