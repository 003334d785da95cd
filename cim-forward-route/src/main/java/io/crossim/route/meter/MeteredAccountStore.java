package io.crossim.route.meter;

import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.service.meter.BatchMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account store with a count of the calls. */
public final class MeteredAccountStore implements AccountStore {

  private final AccountStore store;
  private final BatchMeter registrations;
  private final BatchMeter finds;
  private final BatchMeter changes;

  public MeteredAccountStore(AccountStore store, MeterRegistry registry) {
    this.store = store;
    this.registrations = StoreMeters.of(registry, "accounts", "register");
    this.finds = StoreMeters.of(registry, "accounts", "find");
    this.changes = StoreMeters.of(registry, "accounts", "change");
  }

  @Override
  public StoredAccount register(String userName, @Nullable String passwordHash) {
    return registrations.watchBlocking(() -> store.register(userName, passwordHash));
  }

  @Override
  public Optional<StoredAccount> find(long userId) {
    return finds.watchBlocking(() -> store.find(userId));
  }

  @Override
  public Optional<StoredAccount> find(String userName) {
    return finds.watchBlocking(() -> store.find(userName));
  }

  @Override
  public boolean changePassword(long userId, long version, String passwordHash) {
    return changes.watchBlocking(() -> store.changePassword(userId, version, passwordHash));
  }

  @Override
  public boolean givePassword(long userId, String passwordHash) {
    return changes.watchBlocking(() -> store.givePassword(userId, passwordHash));
  }

  @Override
  public boolean revoke(long userId) {
    return changes.watchBlocking(() -> store.revoke(userId));
  }

  @Override
  public Optional<String> trouble() {
    return store.trouble();
  }

  @Override
  public void close() {
    store.close();
  }
}
