package io.crossim.server.route;

import java.time.Duration;

/**
 * The wait before a call to the routes is tried again: it doubles with each try.
 *
 * @param first the wait behind the first try
 * @param longest which no wait exceeds
 */
public record Backoff(Duration first, Duration longest) {

  /** The waits between binds and unbinds. */
  public static final Backoff OF_SESSIONS =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  /** The waits between attempts to send messages, whose senders wait for an answer. */
  public static final Backoff OF_SENDS = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

  /**
   * @param tries that have failed before the last one
   */
  public Duration after(int tries) {
    Duration doubled = first.multipliedBy(1L << Math.min(tries, 10));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
