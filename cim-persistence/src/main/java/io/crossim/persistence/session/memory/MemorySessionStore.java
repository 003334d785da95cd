package io.crossim.persistence.session.memory;

import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionClaim;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.Watcher;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Sessions in a map, with one count of generations for all of them. */
@RequiredArgsConstructor
public final class MemorySessionStore implements SessionStore {

  private final InstantSource clock;
  private final String epoch = UUID.randomUUID().toString();

  /** One for each device. Mostly there is one, and a list of one is much smaller than a map. */
  private final Map<Long, List<Session>> byUser = new HashMap<>();

  private final MemoryWatches watches = new MemoryWatches();

  private long lastGeneration;

  @Override
  public synchronized CompletableFuture<List<BindOutcome>> bind(List<BindAttempt> attempts) {
    return CompletableFuture.completedFuture(attempts.stream().map(this::bind).toList());
  }

  private BindOutcome bind(BindAttempt attempt) {
    SessionClaim claim = attempt.claim();
    Session standing = standing(claim.userId(), claim.device());
    if (standing != null) {
      if (isOf(claim, standing)) {
        return new BindOutcome(true, standing);
      }
      if (standing.generation() != attempt.expectedGeneration()) {
        return new BindOutcome(false, standing);
      }
    }
    lastGeneration = Math.max(lastGeneration + 1, clock.millis());
    return new BindOutcome(true, put(claim.generation(lastGeneration)));
  }

  private static boolean isOf(SessionClaim claim, Session session) {
    return claim.connection() == session.connection()
        && claim.incarnation().equals(session.incarnation());
  }

  @Override
  public synchronized CompletableFuture<List<BindOutcome>> restore(List<Session> sessions) {
    return CompletableFuture.completedFuture(sessions.stream().map(this::restore).toList());
  }

  private BindOutcome restore(Session session) {
    Session standing = standing(session.userId(), session.device());
    if (standing != null && standing.generation() > session.generation()) {
      return new BindOutcome(false, standing);
    }
    lastGeneration = Math.max(lastGeneration, session.generation());
    return new BindOutcome(true, put(session));
  }

  @Override
  public synchronized CompletableFuture<Void> unbind(List<SessionKey> sessions) {
    for (SessionKey key : sessions) {
      Session standing = standing(key.userId(), key.device());
      if (standing != null && standing.generation() == key.generation()) {
        take(standing);
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletableFuture<List<Session>> findAll(Collection<Long> userIds) {
    List<Session> found = new ArrayList<>(userIds.size());
    for (long userId : userIds instanceof Set ? userIds : new LinkedHashSet<>(userIds)) {
      found.addAll(of(userId));
    }
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public synchronized CompletableFuture<Void> watch(Watcher watcher, Collection<Long> userIds) {
    watches.add(watcher, userIds, clock.millis());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletableFuture<List<Watch>> watchers(Collection<Long> userIds) {
    return CompletableFuture.completedFuture(watches.of(userIds, clock.millis()));
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public void close() {}

  private List<Session> of(long userId) {
    return byUser.getOrDefault(userId, List.of());
  }

  private @Nullable Session standing(long userId, String device) {
    for (Session session : of(userId)) {
      if (session.device().equals(device)) {
        return session;
      }
    }
    return null;
  }

  private Session put(Session session) {
    List<Session> all = new ArrayList<>(of(session.userId()));
    all.removeIf(other -> other.device().equals(session.device()));
    all.add(session);
    byUser.put(session.userId(), List.copyOf(all));
    return session;
  }

  private void take(Session session) {
    List<Session> left = of(session.userId()).stream().filter(s -> s != session).toList();
    if (left.isEmpty()) {
      byUser.remove(session.userId());
    } else {
      byUser.put(session.userId(), left);
    }
  }
}
