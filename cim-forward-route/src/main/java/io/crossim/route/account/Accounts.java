package io.crossim.route.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.StoredAccount;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The accounts as this route knows them. Ids and names never change, so an account that was found
 * may be remembered; one that was not found is asked for again. A password may change elsewhere: an
 * account with one is asked for again every few seconds.
 *
 * <p>To ask whether one is remembered keeps it for a while: who then asks for it does not block.
 */
public final class Accounts {

  private static final long ASKED_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();

  /** Longer, so that who has just asked whether one is remembered does not block. */
  private static final long TOO_OLD_NANOS = 2 * ASKED_AGAIN_NANOS;

  /**
   * @param since by the ticker
   */
  private record Known(StoredAccount account, long since) {}

  private final AccountStore store;
  private final Ticker ticker;
  private final Cache<Long, Known> known;

  public Accounts(AccountStore store) {
    this(store, Ticker.systemTicker());
  }

  Accounts(AccountStore store, Ticker ticker) {
    this.store = store;
    this.ticker = ticker;
    this.known =
        Caffeine.newBuilder()
            .ticker(ticker)
            .maximumSize(200_000)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();
  }

  /**
   * Registers a name in its canonical form, or finds the account that has it. An account from
   * before names had one is found by the name that it was given.
   *
   * @param passwordHash of a new account; null for one without a password
   * @throws CimException with {@link ResultCode#INVALID_ARGUMENT} if nobody can be called so
   */
  public StoredAccount register(@Nullable String userName, @Nullable String passwordHash) {
    String typed = UserNames.checkDecoded(userName);
    Optional<StoredAccount> older =
        UserNames.isCanonical(typed) ? Optional.empty() : store.find(typed);
    return remember(
        older.orElseGet(() -> store.register(UserNames.canonical(typed), passwordHash)));
  }

  /** Whether the account is remembered, so that asking for it does not block. */
  public boolean remembers(long userId) {
    return recent(userId, ASKED_AGAIN_NANOS) != null;
  }

  public Optional<StoredAccount> find(long userId) {
    StoredAccount account = recent(userId, TOO_OLD_NANOS);
    if (account != null) {
      return Optional.of(account);
    }
    Optional<StoredAccount> stored = store.find(userId);
    stored.ifPresent(this::remember);
    return stored;
  }

  private @Nullable StoredAccount recent(long userId, long nanos) {
    Known entry = known.getIfPresent(userId);
    if (entry == null) {
      return null;
    }
    boolean mayDiffer = entry.account.credential() != null;
    return mayDiffer && ticker.read() - entry.since >= nanos ? null : entry.account;
  }

  private StoredAccount remember(StoredAccount account) {
    known.put(account.userId(), new Known(account, ticker.read()));
    return account;
  }

  /**
   * The account as the store has it now.
   *
   * @throws CimException with {@link ResultCode#ACCOUNT_MISMATCH} when nobody has it
   */
  public StoredAccount reload(String field, long userId) {
    known.invalidate(userId);
    return require(field, userId);
  }

  /**
   * Gives an account with a password another one; what was given for the one before is void.
   *
   * @return false when that one was changed meanwhile
   */
  public boolean changePassword(StoredAccount account, long version, String passwordHash) {
    boolean changed = store.changePassword(account.userId(), version, passwordHash);
    known.invalidate(account.userId());
    return changed;
  }

  /** Voids what was given for the password of an account, if it has one. */
  public void revoke(long userId) {
    store.revoke(userId);
    known.invalidate(userId);
  }

  /**
   * The account of an id.
   *
   * @param field how the caller named the id
   * @throws CimException with {@link ResultCode#ACCOUNT_MISMATCH} when nobody has it
   */
  public StoredAccount require(String field, long userId) {
    return find(userId)
        .orElseThrow(
            () ->
                new CimException(
                    ResultCode.ACCOUNT_MISMATCH,
                    field + ": " + userId + " (expected: the id of a registered user)"));
  }

  /**
   * The account of an id that goes by this name.
   *
   * @throws CimException with {@link ResultCode#ACCOUNT_MISMATCH} when it does not
   */
  public StoredAccount require(long userId, String userName) {
    StoredAccount account = require("userId", userId);
    if (!UserNames.matches(account.userName(), userName)) {
      throw new CimException(
          ResultCode.ACCOUNT_MISMATCH,
          "userName: not the name of user " + userId + " (expected: the name that was registered)");
    }
    return account;
  }
}
