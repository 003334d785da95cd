package io.crossim.route.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.base.Ticker;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/**
 * Tells whether a connection that sends has the session of its user, so that a server alone cannot
 * speak for anybody. What the store has said is remembered for some seconds. Any thread; never
 * blocks.
 */
public final class BoundSessions {

  private static final Duration REMEMBERED = Duration.ofSeconds(10);
  private static final int MOST = 200_000;
  private static final long[] NONE = {};

  private final SessionStore store;

  /** By user, the generations of their sessions. */
  private final Cache<Long, long[]> generations;

  public BoundSessions(SessionStore store) {
    this(store, Ticker.systemTicker());
  }

  BoundSessions(SessionStore store, Ticker ticker) {
    this.store = store;
    this.generations =
        Caffeine.newBuilder()
            .ticker(ticker::read)
            .maximumSize(MOST)
            .expireAfterWrite(REMEMBERED)
            .build();
  }

  /**
   * Whether a user is known to have a session of this generation. When they are not, they may have
   * one that was bound a moment ago: {@link #lookUp} finds it.
   */
  public boolean isBound(long userId, long generation) {
    long[] bound = generations.getIfPresent(userId);
    return bound != null && generation > 0 && contains(bound, generation);
  }

  private static boolean contains(long[] bound, long generation) {
    for (long one : bound) {
      if (one == generation) {
        return true;
      }
    }
    return false;
  }

  /** Asks the store, one call for all users; fails when the store does. */
  public CompletableFuture<Void> lookUp(Collection<Long> users) {
    return store
        .findAll(users)
        .thenAccept(
            sessions -> {
              Map<Long, long[]> found = new HashMap<>();
              users.forEach(user -> found.put(user, NONE));
              for (Session session : sessions) {
                found.merge(
                    session.userId(), new long[] {session.generation()}, BoundSessions::join);
              }
              generations.putAll(found);
            });
  }

  private static long[] join(long[] some, long[] more) {
    return LongStream.concat(LongStream.of(some), LongStream.of(more)).toArray();
  }
}
