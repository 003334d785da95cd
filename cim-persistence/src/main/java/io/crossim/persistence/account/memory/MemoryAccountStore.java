package io.crossim.persistence.account.memory;

import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Accounts in two maps. */
@RequiredArgsConstructor
public final class MemoryAccountStore implements AccountStore {

  private final InstantSource clock;
  private final Map<String, Long> byName = new HashMap<>();
  private final Map<Long, StoredAccount> byId = new HashMap<>();
  private long lastId;

  @Override
  public synchronized StoredAccount register(String userName, @Nullable String passwordHash) {
    Long standing = byName.get(userName);
    if (standing != null) {
      return Objects.requireNonNull(byId.get(standing));
    }
    lastId = Math.max(lastId + 1, clock.millis());
    StoredAccount account =
        new StoredAccount(
            lastId, userName, passwordHash == null ? null : new Credential(passwordHash, 1));
    byName.put(userName, lastId);
    byId.put(lastId, account);
    return account;
  }

  @Override
  public synchronized Optional<StoredAccount> find(long userId) {
    return Optional.ofNullable(byId.get(userId));
  }

  @Override
  public synchronized Optional<StoredAccount> find(String userName) {
    return Optional.ofNullable(byName.get(userName)).map(byId::get);
  }

  @Override
  public synchronized boolean changePassword(long userId, long version, String passwordHash) {
    return replace(userId, old -> old.version() == version ? passwordHash : null);
  }

  @Override
  public synchronized boolean givePassword(long userId, String passwordHash) {
    StoredAccount account = byId.get(userId);
    if (account == null || account.credential() != null) {
      return false;
    }
    Credential first = new Credential(passwordHash, 1);
    byId.put(userId, new StoredAccount(userId, account.userName(), first));
    return true;
  }

  @Override
  public synchronized boolean revoke(long userId) {
    return replace(userId, Credential::passwordHash);
  }

  /**
   * @param hash of the next version; null for none
   */
  private boolean replace(long userId, Function<Credential, @Nullable String> hash) {
    StoredAccount account = byId.get(userId);
    Credential old = account == null ? null : account.credential();
    String next = old == null ? null : hash.apply(old);
    if (account == null || old == null || next == null) {
      return false;
    }
    byId.put(
        userId,
        new StoredAccount(userId, account.userName(), new Credential(next, old.version() + 1)));
    return true;
  }

  @Override
  public void close() {}
}
