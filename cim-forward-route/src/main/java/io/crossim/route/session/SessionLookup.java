package io.crossim.route.session;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Looks sessions up for logins, one call to the store for all that come at once. Never blocks. */
public final class SessionLookup {

  private static final int LANES = 2;
  private static final BatchBounds BOUNDS = BatchBounds.ofItems(512, 50_000);

  private final SessionStore store;
  private final BatchLanes<Long, List<Session>> lanes;

  /**
   * @param executor sets the calls to the store off
   */
  public SessionLookup(SessionStore store, Executor executor) {
    this.store = store;
    this.lanes =
        new BatchLanes<>(
            LANES, () -> BatchLane.async(this::find, executor, BOUNDS, (Long user) -> 0));
  }

  /** The sessions of a user, one per device; empty when there is none. */
  public CompletableFuture<List<Session>> of(long userId) {
    return lanes.of(userId).submit(userId);
  }

  private CompletableFuture<List<List<Session>>> find(List<Long> users) {
    return store
        .findAll(new LinkedHashSet<>(users))
        .thenApply(
            sessions -> {
              Map<Long, List<Session>> byUser = new HashMap<>();
              for (Session session : sessions) {
                byUser.computeIfAbsent(session.userId(), user -> new ArrayList<>(1)).add(session);
              }
              List<List<Session>> found = new ArrayList<>(users.size());
              for (Long user : users) {
                found.add(byUser.getOrDefault(user, List.of()));
              }
              return found;
            });
  }
}
