package io.crossim.server.config;

import io.crossim.common.result.CimException;
import java.time.Duration;

/** What may be given as a time-out. */
final class Times {

  private static final Duration MOST = Duration.ofDays(1);

  private Times() {}

  static void checkOrZero(String property, Duration time) {
    if (time.isNegative() || time.compareTo(MOST) > 0) {
      throw CimException.invalid(property, time, "a time from 0 to 1 day, such as 10s");
    }
  }

  static void check(String property, Duration time) {
    if (time.isZero() || time.isNegative() || time.compareTo(MOST) > 0) {
      throw CimException.invalid(property, time, "a time above 0 and up to 1 day, such as 30s");
    }
  }
}
