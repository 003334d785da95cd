package io.crossim.route.meter;

import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.Watcher;
import io.crossim.service.meter.BatchMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A session store with a count of the calls. */
public final class MeteredSessionStore implements SessionStore {

  private final SessionStore store;
  private final BatchMeter binds;
  private final BatchMeter restores;
  private final BatchMeter unbinds;
  private final BatchMeter finds;
  private final BatchMeter watches;
  private final BatchMeter looks;

  public MeteredSessionStore(SessionStore store, MeterRegistry registry) {
    this.store = store;
    this.binds = StoreMeters.of(registry, "sessions", "bind");
    this.restores = StoreMeters.of(registry, "sessions", "restore");
    this.unbinds = StoreMeters.of(registry, "sessions", "unbind");
    this.finds = StoreMeters.of(registry, "sessions", "find");
    this.watches = StoreMeters.of(registry, "sessions", "watch");
    this.looks = StoreMeters.of(registry, "sessions", "epoch");
  }

  @Override
  public CompletableFuture<List<BindOutcome>> bind(List<BindAttempt> attempts) {
    return binds.watch(attempts.size(), () -> store.bind(attempts));
  }

  @Override
  public CompletableFuture<List<BindOutcome>> restore(List<Session> sessions) {
    return restores.watch(sessions.size(), () -> store.restore(sessions));
  }

  @Override
  public CompletableFuture<Void> unbind(List<SessionKey> sessions) {
    return unbinds.watch(sessions.size(), () -> store.unbind(sessions));
  }

  @Override
  public CompletableFuture<List<Session>> findAll(Collection<Long> userIds) {
    return finds.watch(userIds.size(), () -> store.findAll(userIds));
  }

  @Override
  public CompletableFuture<Void> watch(Watcher watcher, Collection<Long> userIds) {
    return watches.watch(userIds.size(), () -> store.watch(watcher, userIds));
  }

  @Override
  public CompletableFuture<List<Watch>> watchers(Collection<Long> userIds) {
    return watches.watch(userIds.size(), () -> store.watchers(userIds));
  }

  @Override
  public String epoch() {
    return looks.watchBlocking(store::epoch);
  }

  @Override
  public Object orderedBy() {
    return store.orderedBy();
  }

  @Override
  public void close() {
    store.close();
  }
}
