package io.crossim.route.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.persistence.conversation.ConversationStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What groups are called, as it was some seconds ago at most: nothing but what is shown depends on
 * it. Any thread; never blocks.
 */
final class GroupNames {

  private static final Duration REMEMBERED = Duration.ofSeconds(10);
  private static final int MOST = 50_000;

  private final ConversationStore store;
  private final Cache<Long, String> known;

  GroupNames(ConversationStore store) {
    this(store, Ticker.systemTicker());
  }

  GroupNames(ConversationStore store, Ticker ticker) {
    this.store = store;
    this.known =
        Caffeine.newBuilder().ticker(ticker).maximumSize(MOST).expireAfterWrite(REMEMBERED).build();
  }

  /** The names of groups; empty for one that is no more. */
  CompletableFuture<Map<Long, String>> of(Collection<Long> groupIds) {
    Map<Long, String> names = new HashMap<>(known.getAllPresent(groupIds));
    List<Long> missing = new ArrayList<>(0);
    for (Long group : groupIds) {
      if (names.putIfAbsent(group, "") == null) {
        missing.add(group);
      }
    }
    return missing.isEmpty()
        ? CompletableFuture.completedFuture(names)
        : store
            .groups(missing)
            .thenApply(
                found -> {
                  found.forEach((id, group) -> names.put(id, group.name()));
                  missing.forEach(id -> known.put(id, names.getOrDefault(id, "")));
                  return names;
                });
  }
}
