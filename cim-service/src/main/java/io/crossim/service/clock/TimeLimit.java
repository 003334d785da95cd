package io.crossim.service.clock;

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
  public TimeLimit before(Duration reserve) {
    return new TimeLimit(end - reserve.toNanos());
  }

  public boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /** How much time is left; nothing or less when it is over. */
  public Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }
}
