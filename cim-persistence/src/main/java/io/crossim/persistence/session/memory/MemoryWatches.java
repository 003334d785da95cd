package io.crossim.persistence.session.memory;

import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.Watcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Keeps which servers watch which users, and until when. The store's lock guards it. */
final class MemoryWatches {

  private final Map<Long, Map<Watcher, Long>> leases = new HashMap<>();
  private long tidied;

  void add(Watcher watcher, Collection<Long> userIds, long now) {
    long end = now + SessionStore.WATCH_LASTS.toMillis();
    if (now - tidied >= SessionStore.WATCH_LASTS.toMillis()) {
      tidied = now;
      leases.values().forEach(all -> all.values().removeIf(until -> until <= now));
      leases.values().removeIf(Map::isEmpty);
    }
    for (long userId : userIds) {
      leases.computeIfAbsent(userId, user -> new HashMap<>(2)).put(watcher, end);
    }
  }

  List<SessionStore.Watch> of(Collection<Long> userIds, long now) {
    List<SessionStore.Watch> found = new ArrayList<>();
    for (long userId : new LinkedHashSet<>(userIds)) {
      leases
          .getOrDefault(userId, Map.of())
          .forEach(
              (watcher, until) -> {
                if (until > now) {
                  found.add(new SessionStore.Watch(userId, watcher));
                }
              });
    }
    return found;
  }
}
