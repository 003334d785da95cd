package io.crossim.route.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.retry.Backoff;
import java.time.Duration;

/**
 * Slows down callers who show wrong passwords. Three counts of wrong passwords, each forgotten
 * after a quiet quarter of an hour, make the next try wait, longer with each further one:
 *
 * <ul>
 *   <li>those for one account from one address, so that nobody elsewhere is slowed down by them;
 *   <li>those from one address, whatever the accounts;
 *   <li>those for one account from all addresses, many more of them, against guesses from many
 *       machines.
 * </ul>
 *
 * <p>The last two do not slow down an account at an address from which it was used: somebody else
 * behind that address must not keep its owner out.
 *
 * <p>Each route counts for itself. Any thread; never blocks.
 */
final class PasswordThrottle {

  private static final int FREE_PER_ACCOUNT_AND_ADDRESS = 5;
  private static final int FREE_PER_ADDRESS = 20;
  private static final int FREE_PER_ACCOUNT = 100;
  private static final Backoff WAITS = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
  private static final Duration KNOWN_FOR = Duration.ofDays(30);
  private static final int MOST = 100_000;

  /** One account as it is used from one address. */
  private record Use(long userId, String address) {}

  /**
   * @param until by the ticker, before which no further one is looked at
   */
  private record Wrong(int count, long until) {}

  private final Ticker ticker;

  /** The wrong passwords by {@link Use}, by address and by user id. */
  private final Cache<Object, Wrong> wrong;

  /** Where accounts were used by somebody who showed the right password, or a token for it. */
  private final Cache<Use, Boolean> known;

  PasswordThrottle(Ticker ticker) {
    this.ticker = ticker;
    this.wrong =
        Caffeine.newBuilder()
            .ticker(ticker)
            .maximumSize(MOST)
            .expireAfterWrite(FORGOTTEN_AFTER)
            .build();
    this.known =
        Caffeine.newBuilder().ticker(ticker).maximumSize(MOST).expireAfterWrite(KNOWN_FOR).build();
  }

  /**
   * To be asked before a password is looked at.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT} when it is too early for another one
   */
  void check(long userId, String address) {
    long now = ticker.read();
    Use use = new Use(userId, address);
    long wait = left(use, now);
    if (known.getIfPresent(use) == null) {
      wait = Math.max(wait, Math.max(left(address, now), left(userId, now)));
    }
    if (wait > 0) {
      throw new CimException(
          ResultCode.REQUEST_LIMIT,
          "too many wrong passwords; retry in " + (Duration.ofNanos(wait).toSeconds() + 1) + " s");
    }
  }

  private long left(Object key, long now) {
    Wrong seen = wrong.getIfPresent(key);
    return seen == null ? 0 : seen.until - now;
  }

  void wasWrong(long userId, String address) {
    count(new Use(userId, address), FREE_PER_ACCOUNT_AND_ADDRESS);
    count(address, FREE_PER_ADDRESS);
    count(userId, FREE_PER_ACCOUNT);
  }

  private void count(Object key, int free) {
    wrong
        .asMap()
        .compute(
            key,
            (same, seen) -> {
              int count = seen == null ? 1 : seen.count + 1;
              return new Wrong(count, ticker.read() + wait(count - free).toNanos());
            });
  }

  /** 1, 2, 4, 8 ... seconds. */
  private static Duration wait(int over) {
    return over <= 0 ? Duration.ZERO : WAITS.delay(over);
  }

  /**
   * The right password was shown. It clears the account at this address alone: the address may try
   * other accounts in between, and other addresses go on guessing at this one.
   */
  void wasRight(long userId, String address) {
    wrong.invalidate(new Use(userId, address));
    isUsed(userId, address);
  }

  /** The account is used from this address by somebody who showed that it is theirs. */
  void isUsed(long userId, String address) {
    known.put(new Use(userId, address), true);
  }
}
