package io.crossim.route.account;

import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts in memory, and a test that hears when one is looked up. */
public final class WatchedAccounts implements AccountStore {

  private final MemoryAccountStore store = new MemoryAccountStore(InstantSource.system());

  /** Runs before each look. */
  public volatile Runnable onFind = () -> {};

  @Override
  public StoredAccount register(String userName, @Nullable String passwordHash) {
    return store.register(userName, passwordHash);
  }

  @Override
  public Optional<StoredAccount> find(long userId) {
    onFind.run();
    return store.find(userId);
  }

  @Override
  public Optional<StoredAccount> find(String userName) {
    onFind.run();
    return store.find(userName);
  }

  @Override
  public boolean changePassword(long userId, long version, String passwordHash) {
    return store.changePassword(userId, version, passwordHash);
  }

  @Override
  public boolean givePassword(long userId, String passwordHash) {
    return store.givePassword(userId, passwordHash);
  }

  @Override
  public boolean revoke(long userId) {
    return store.revoke(userId);
  }

  @Override
  public void close() {
    store.close();
  }
}
