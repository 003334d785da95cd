package io.crossim.route.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** How many members of each group were online when something was brought to them. Any thread. */
final class OnlineMembers {

  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int MOST = 100_000;

  /** So many receivers cost as much as a message to one user. */
  private static final int RECEIVERS = 50;

  private final Cache<Long, Integer> counts =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  void note(long groupId, int members) {
    counts.put(groupId, members);
  }

  /** How many messages to one user a message to a group counts as. */
  int weight(long groupId) {
    Integer members = counts.getIfPresent(groupId);
    return 1 + (members == null ? 0 : members / RECEIVERS);
  }
}
