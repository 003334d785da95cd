package io.crossim.route.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crossim.common.protocol.UserNames;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.StoredAccount;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The accounts as this route knows them. An account never changes, so one that was found may be
 * remembered; one that was not found is asked for again. To ask whether one is remembered keeps it
 * for a while: who then asks for it does not block.
 */
public final class Accounts {

  private final AccountStore store;
  private final Cache<Long, StoredAccount> known =
      Caffeine.newBuilder().maximumSize(200_000).expireAfterAccess(Duration.ofMinutes(10)).build();

  public Accounts(AccountStore store) {
    this.store = store;
  }

  /** Registers a name; one that exists answers its own account. */
  public StoredAccount register(@Nullable String userName) {
    StoredAccount account = store.register(UserNames.check(userName));
    known.put(account.userId(), account);
    return account;
  }

  /** Whether the account is remembered, so that asking for it does not block. */
  public boolean remembers(long userId) {
    return known.getIfPresent(userId) != null;
  }

  public Optional<StoredAccount> find(long userId) {
    StoredAccount account = known.getIfPresent(userId);
    if (account != null) {
      return Optional.of(account);
    }
    Optional<StoredAccount> stored = store.find(userId);
    stored.ifPresent(found -> known.put(userId, found));
    return stored;
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
    if (!account.userName().equals(userName)) {
      throw new CimException(
          ResultCode.ACCOUNT_MISMATCH,
          "userName: not the name of user " + userId + " (expected: the name that was registered)");
    }
    return account;
  }
}
