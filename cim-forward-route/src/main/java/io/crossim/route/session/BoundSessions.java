package io.crossim.route.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.base.Ticker;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a connection that sends has the session of its user, so that a server alone cannot
 * speak for anybody. What the store has said is remembered for some seconds. Any thread; never
 * blocks.
 */
public final class BoundSessions {

  private static final Duration REMEMBERED = Duration.ofSeconds(10);
  private static final int MOST = 200_000;
  private static final long[] NONE = {};

  /** A session that a sender is said to have. */
  public record Claim(long userId, long generation) {}

  private final SessionStore store;

  /** The generations of the sessions of each user. */
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
   * The places of claims for which there is no session. The store is asked for those that are not
   * known to be bound, one call for all; fails when it is away.
   */
  public CompletableFuture<BitSet> unbound(List<Claim> claims) {
    BitSet unbound = new BitSet(0);
    Set<Long> unverified = new LinkedHashSet<>(0);
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      if (!isBound(claim, generations.getIfPresent(claim.userId()))) {
        unbound.set(i);
        unverified.add(claim.userId());
      }
    }
    return unverified.isEmpty()
        ? CompletableFuture.completedFuture(unbound)
        : lookUp(unverified).thenApply(found -> stillUnbound(claims, unbound, found));
  }

  private static BitSet stillUnbound(List<Claim> claims, BitSet unbound, Map<Long, long[]> found) {
    BitSet still = new BitSet(0);
    unbound.stream()
        .filter(i -> !isBound(claims.get(i), found.get(claims.get(i).userId())))
        .forEach(still::set);
    return still;
  }

  private static boolean isBound(Claim claim, long @Nullable [] bound) {
    if (bound == null || claim.generation() < 1) {
      return false;
    }
    for (long generation : bound) {
      if (generation == claim.generation()) {
        return true;
      }
    }
    return false;
  }

  private CompletableFuture<Map<Long, long[]>> lookUp(Set<Long> users) {
    return store
        .findAll(users)
        .thenApply(
            sessions -> {
              Map<Long, long[]> found = new HashMap<>();
              users.forEach(user -> found.put(user, NONE));
              for (Session session : sessions) {
                found.merge(
                    session.userId(), new long[] {session.generation()}, BoundSessions::join);
              }
              generations.putAll(found);
              return found;
            });
  }

  private static long[] join(long[] some, long[] more) {
    return LongStream.concat(LongStream.of(some), LongStream.of(more)).toArray();
  }
}
