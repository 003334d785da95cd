package io.crossim.route.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.persistence.account.StoredAccount;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Accounts that were read from the store a short while ago. Any thread; never blocks. */
final class RememberedAccounts {

  /**
   * For how long an account is remembered. Nothing older than {@code forgotten} is ever used. A
   * caller who asks whether an account is remembered hears yes only before {@code askedAgain}: in
   * the time between the two, asking for the account does not block.
   */
  private record Memory(long askedAgain, long forgotten) {

    static Memory of(Duration forgotten) {
      return new Memory(forgotten.toNanos() / 2, forgotten.toNanos());
    }
  }

  /**
   * For accounts with a password. So long a token that was revoked at another route may still be
   * taken here.
   */
  private static final Memory WITH_PASSWORD = Memory.of(Duration.ofSeconds(10));

  /**
   * For accounts without one. So long an account that was given a password at another route may
   * still be used without it here.
   */
  private static final Memory WITHOUT_PASSWORD = Memory.of(Duration.ofSeconds(60));

  /**
   * @param since by the ticker, when the store was asked for it
   */
  private record Known(StoredAccount account, long since) {

    Memory memory() {
      return account.credential() == null ? WITHOUT_PASSWORD : WITH_PASSWORD;
    }
  }

  private final Ticker ticker;
  private final Cache<Long, Known> known;

  /**
   * @param ticker by which what is remembered grows old
   */
  RememberedAccounts(Ticker ticker) {
    this.ticker = ticker;
    this.known =
        Caffeine.newBuilder()
            .ticker(ticker)
            .maximumSize(200_000)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();
  }

  long now() {
    return ticker.read();
  }

  /** Whether an account is there, and will be for a while. */
  boolean isRemembered(long userId) {
    Known entry = known.getIfPresent(userId);
    return entry != null && now() - entry.since < entry.memory().askedAgain;
  }

  Optional<StoredAccount> find(long userId) {
    return Optional.ofNullable(known.getIfPresent(userId))
        .filter(entry -> now() - entry.since < entry.memory().forgotten)
        .map(Known::account);
  }

  /** An account as it was at a time or later. */
  Optional<StoredAccount> find(long userId, long notBefore) {
    return Optional.ofNullable(known.getIfPresent(userId))
        .filter(entry -> entry.since - notBefore >= 0)
        .map(Known::account);
  }

  /**
   * Keeps an account. Of two that are read at once the one that was asked for later is the newer
   * one.
   *
   * @param since when the store was asked for it
   * @return the newer one
   */
  StoredAccount remember(StoredAccount account, long since) {
    Known kept =
        known
            .asMap()
            .merge(
                account.userId(),
                new Known(account, since),
                (before, read) -> before.since - read.since > 0 ? before : read);
    return Objects.requireNonNull(kept).account;
  }

  void forget(long userId) {
    known.invalidate(userId);
  }
}
