package io.crossim.service.clock;

import java.time.Duration;

/**
 * The end of a call that its caller does not wait beyond.
 *
 * @param end a time of {@link System#nanoTime()}
 */
public record Deadline(long end) {

  public static Deadline of(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** This limit, or an earlier one. */
  public Deadline before(Duration reserve) {
    return new Deadline(end - reserve.toNanos());
  }

  public boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /** How much time is left; nothing or less when it is over. */
  public Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }
}
