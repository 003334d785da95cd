package io.crossim.service.start;

import io.crossim.common.result.CimException;
import java.time.Duration;

/** Checks the properties that say how long something lasts; throws what names the property. */
public final class TimeSetting {

  private static final Duration MOST = Duration.ofDays(1);

  private TimeSetting() {}

  /** Takes a time that may be none at all. */
  public static void checkOrZero(String property, Duration time) {
    if (time.isNegative() || time.compareTo(MOST) > 0) {
      throw CimException.invalid(property, time, "a time from 0 to 1 day, such as 10s");
    }
  }

  /** Takes a time that is more than none. */
  public static void check(String property, Duration time) {
    if (time.isZero() || time.isNegative() || time.compareTo(MOST) > 0) {
      throw CimException.invalid(property, time, "a time above 0 and up to 1 day, such as 30s");
    }
  }
}
