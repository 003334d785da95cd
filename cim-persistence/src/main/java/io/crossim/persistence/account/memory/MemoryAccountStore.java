package io.crossim.persistence.account.memory;

import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.StoredAccount;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;

/** Accounts in two maps. */
@RequiredArgsConstructor
public final class MemoryAccountStore implements AccountStore {

  private final InstantSource clock;
  private final Map<String, StoredAccount> byName = new HashMap<>();
  private final Map<Long, StoredAccount> byId = new HashMap<>();
  private long lastId;

  @Override
  public synchronized StoredAccount register(String userName) {
    return byName.computeIfAbsent(userName, this::create);
  }

  private StoredAccount create(String userName) {
    lastId = Math.max(lastId + 1, clock.millis());
    StoredAccount account = new StoredAccount(lastId, userName);
    byId.put(lastId, account);
    return account;
  }

  @Override
  public synchronized Optional<StoredAccount> find(long userId) {
    return Optional.ofNullable(byId.get(userId));
  }

  @Override
  public void close() {}
}
