package io.crossim.route.presence;

import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.Watcher;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** A session store that has watchers told, behind the answer, of what begins and ends in it. */
@RequiredArgsConstructor
public final class WatchedSessions implements SessionStore {

  private final SessionStore store;
  private final Watchers watchers;

  @Override
  public CompletableFuture<List<BindOutcome>> bind(List<BindAttempt> attempts) {
    return store.bind(attempts).whenComplete((outcomes, failure) -> began(outcomes));
  }

  @Override
  public CompletableFuture<List<BindOutcome>> restore(List<Session> sessions) {
    return store.restore(sessions).whenComplete((outcomes, failure) -> began(outcomes));
  }

  private void began(@Nullable List<BindOutcome> outcomes) {
    if (outcomes != null) {
      for (BindOutcome outcome : outcomes) {
        if (outcome.bound()) {
          watchers.began(outcome.session().userId());
        }
      }
    }
  }

  @Override
  public CompletableFuture<Void> unbind(List<SessionKey> sessions) {
    return store
        .unbind(sessions)
        .whenComplete(
            (done, failure) -> sessions.forEach(session -> watchers.ended(session.userId())));
  }

  @Override
  public CompletableFuture<List<Session>> findAll(Collection<Long> userIds) {
    return store.findAll(userIds);
  }

  @Override
  public CompletableFuture<Void> watch(Watcher watcher, Collection<Long> userIds) {
    return store.watch(watcher, userIds);
  }

  @Override
  public CompletableFuture<List<Watch>> watchers(Collection<Long> userIds) {
    return store.watchers(userIds);
  }

  @Override
  public Object orderedBy() {
    return store.orderedBy();
  }

  @Override
  public String epoch() {
    return store.epoch();
  }

  @Override
  public void close() {
    store.close();
  }
}
