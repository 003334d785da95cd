package io.crossim.route.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.time.Duration;

/**
 * Counts wrong passwords by account and by address, and makes whoever had too many of them wait,
 * longer with each. Counted by each route for itself, and forgotten after a quiet quarter of an
 * hour. Any thread.
 */
final class Guesses {

  private static final int FREE_PER_ACCOUNT = 5;
  private static final int FREE_PER_ADDRESS = 20;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
  private static final int MOST = 100_000;

  /**
   * @param until by the ticker, before which no further one is looked at
   */
  private record Wrong(int count, long until) {}

  private final Ticker ticker;
  private final Cache<Object, Wrong> wrong;

  Guesses(Ticker ticker) {
    this.ticker = ticker;
    this.wrong =
        Caffeine.newBuilder()
            .ticker(ticker)
            .maximumSize(MOST)
            .expireAfterWrite(FORGOTTEN_AFTER)
            .build();
  }

  /**
   * To be asked before a password is looked at.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT} when it is too early for another one
   */
  void check(long userId, String address) {
    long now = ticker.read();
    long wait = Math.max(left(userId, now), left(address, now));
    if (wait > 0) {
      throw new CimException(
          ResultCode.REQUEST_LIMIT,
          "password: too many wrong ones (expected: the next try in "
              + (Duration.ofNanos(wait).toSeconds() + 1)
              + " s)");
    }
  }

  private long left(Object key, long now) {
    Wrong known = wrong.getIfPresent(key);
    return known == null ? 0 : known.until - now;
  }

  void wasWrong(long userId, String address) {
    count(userId, FREE_PER_ACCOUNT);
    count(address, FREE_PER_ADDRESS);
  }

  private void count(Object key, int free) {
    wrong
        .asMap()
        .compute(
            key,
            (same, known) -> {
              int count = known == null ? 1 : known.count + 1;
              return new Wrong(count, ticker.read() + wait(count - free).toNanos());
            });
  }

  /** 1, 2, 4, 8 ... seconds. */
  private static Duration wait(int over) {
    if (over <= 0) {
      return Duration.ZERO;
    }
    Duration doubled = Duration.ofSeconds(1L << Math.min(over - 1, 10));
    return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
  }

  /** The right one clears the account, not the address: that may try others in between. */
  void wasRight(long userId) {
    wrong.invalidate(userId);
  }
}
