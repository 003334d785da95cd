package io.crossim.server.route;

import java.time.Duration;

/** The wait before a call to the routes is tried again, as a function of the tries so far. */
public final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private Backoff() {}

  public static Duration after(int tries) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(tries, 10));
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }
}
