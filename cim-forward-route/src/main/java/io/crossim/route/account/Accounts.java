package io.crossim.route.account;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The accounts as this route knows them. Ids and names never change, so an account that was found
 * may be remembered; one that was not found is asked for again. A password may change at another
 * route, so what is remembered is asked for again after a while, sooner where there is a password.
 *
 * <p>To ask whether one is remembered keeps it for a while: who then asks for it does not block.
 */
@Slf4j
public final class Accounts {

  private final AccountStore store;
  private final RememberedAccounts known;

  public Accounts(AccountStore store) {
    this(store, Ticker.systemTicker());
  }

  /**
   * @param ticker by which what is remembered grows old
   */
  public Accounts(AccountStore store, Ticker ticker) {
    this.store = store;
    this.known = new RememberedAccounts(ticker);
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
    long since = now();
    Optional<StoredAccount> older =
        UserNames.isCanonical(typed) ? Optional.empty() : store.find(typed);
    return known.remember(
        older.orElseGet(() -> store.register(UserNames.canonical(typed), passwordHash)), since);
  }

  /** Whether the account is remembered, so that asking for it does not block. */
  public boolean remembers(long userId) {
    return known.isRemembered(userId);
  }

  public Optional<StoredAccount> find(long userId) {
    return known.find(userId).or(() -> read(userId));
  }

  /**
   * The account as it was at a time or later. Blocks, unless it was asked for since.
   *
   * @param notBefore by {@link #now}
   */
  public Optional<StoredAccount> find(long userId, long notBefore) {
    return known.find(userId, notBefore).or(() -> read(userId));
  }

  /** The time by which an account can be asked for as it is from then on. */
  public long now() {
    return known.now();
  }

  private Optional<StoredAccount> read(long userId) {
    long since = now();
    Optional<StoredAccount> stored = store.find(userId);
    if (stored.isEmpty()) {
      known.forget(userId);
    }
    return stored.map(account -> known.remember(account, since));
  }

  /**
   * The account as the store has it now.
   *
   * @throws CimException with {@link ResultCode#ACCOUNT_MISMATCH} when nobody has it
   */
  public StoredAccount reload(String field, long userId) {
    return read(userId).orElseThrow(() -> unknown(field, userId));
  }

  /**
   * Gives an account another password, or its first one; what was given for the one before is void.
   *
   * @param account as it was read
   * @return false when its password was changed meanwhile
   */
  public boolean setPassword(StoredAccount account, String passwordHash) {
    Credential credential = account.credential();
    boolean changed =
        credential == null
            ? store.givePassword(account.userId(), passwordHash)
            : store.changePassword(account.userId(), credential.version(), passwordHash);
    refresh(account.userId());
    return changed;
  }

  /** Voids what was given for the password of an account, if it has one. */
  public void revoke(long userId) {
    store.revoke(userId);
    refresh(userId);
  }

  /** What was changed is done, whether or not the store can tell how the account stands now. */
  private void refresh(long userId) {
    known.forget(userId);
    try {
      read(userId);
    } catch (UnavailableException e) {
      log.debug("account {} is asked for again later", userId, e);
    }
  }

  /**
   * The account of an id.
   *
   * @param field how the caller named the id
   * @throws CimException with {@link ResultCode#ACCOUNT_MISMATCH} when nobody has it
   */
  public StoredAccount require(String field, long userId) {
    return find(userId).orElseThrow(() -> unknown(field, userId));
  }

  /**
   * The account that goes by this name. Blocks; registers nothing.
   *
   * @throws CimException with {@link ResultCode#ACCOUNT_MISMATCH} when nobody does
   */
  public StoredAccount require(String userName) {
    String typed = UserNames.checkDecoded(userName);
    long since = now();
    return store
        .find(UserNames.canonical(typed))
        .or(() -> UserNames.isCanonical(typed) ? Optional.empty() : store.find(typed))
        .map(account -> known.remember(account, since))
        .orElseThrow(
            () ->
                new CimException(
                    ResultCode.ACCOUNT_MISMATCH,
                    "userName: nobody has it (expected: a name that was registered)"));
  }

  private static CimException unknown(String field, long userId) {
    return new CimException(
        ResultCode.ACCOUNT_MISMATCH,
        field + ": " + userId + " (expected: the id of a registered user)");
  }

  /**
   * The account of an id that goes by this name.
   *
   * @throws CimException with {@link ResultCode#ACCOUNT_MISMATCH} when it does not
   */
  public StoredAccount require(long userId, String userName) {
    StoredAccount account = require("userId", userId);
    if (!UserNames.matches(account.userName(), userName)) {
      throw wrongName(userId);
    }
    return account;
  }

  /** The refusal of a name that is not the account's. */
  public static CimException wrongName(long userId) {
    return new CimException(
        ResultCode.ACCOUNT_MISMATCH,
        "userName: not the name of user " + userId + " (expected: the name that was registered)");
  }
}
