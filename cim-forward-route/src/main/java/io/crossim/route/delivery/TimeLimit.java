package io.crossim.route.delivery;

import java.time.Duration;

/**
 * The end of a call that its caller does not wait beyond.
 *
 * @param end a time of {@link System#nanoTime()}
 */
public record TimeLimit(long end) {

  public static TimeLimit of(Duration time) {
    return new TimeLimit(System.nanoTime() + time.toNanos());
  }

  /** This limit, or an earlier one. */
  TimeLimit before(Duration reserve) {
    return new TimeLimit(end - reserve.toNanos());
  }

  boolean isOver() {
    return System.nanoTime() - end >= 0;
  }
}
