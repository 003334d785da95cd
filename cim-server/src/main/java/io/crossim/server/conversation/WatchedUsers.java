package io.crossim.server.conversation;

import io.crossim.server.connection.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which connections here watch which users, within bounds. The users lie in parts, so that one part
 * is visited without the others. Not safe for threads.
 */
final class WatchedUsers {

  private final int mostWatches;
  private final int mostUsers;

  /** The users by their ids; the id also says in which part. */
  private final List<Map<Long, Watched>> parts;

  private final Map<Connection, List<Watched>> byConnection = new HashMap<>();
  private int watches;
  private int users;

  /**
   * @param mostWatches the most watches of all connections
   * @param mostUsers the most different users
   * @param parts how many parts there are
   */
  WatchedUsers(int mostWatches, int mostUsers, int parts) {
    this.mostWatches = mostWatches;
    this.mostUsers = mostUsers;
    this.parts = Stream.<Map<Long, Watched>>generate(HashMap::new).limit(parts).toList();
  }

  boolean isEmpty() {
    return users == 0;
  }

  /** A user whom somebody watches; null for others. */
  @Nullable Watched find(long userId) {
    return partOf(userId).get(userId);
  }

  /** Whether this is what is known of a user whom somebody watches. */
  boolean has(Watched user) {
    return find(user.userId) == user;
  }

  /** The users of one part, from 0. */
  Collection<Watched> part(int number) {
    return parts.get(number).values();
  }

  private Map<Long, Watched> partOf(long userId) {
    return parts.get(Math.floorMod(userId, parts.size()));
  }

  /**
   * Sets whom a connection watches.
   *
   * @return whom it watches then: those users, without the ones for whom there is no room
   */
  Watching set(Connection connection, Set<Long> userIds) {
    leave(connection, userIds);
    List<Watched> watched = new ArrayList<>(userIds.size());
    int fresh = 0;
    for (long userId : userIds) {
      Watched known = find(userId);
      if (known != null && known.watchers.contains(connection)) {
        watched.add(known);
        continue;
      }
      Watched user = watches < mostWatches ? get(userId) : null;
      if (user != null) {
        watches++;
        fresh++;
        user.watchers.add(connection);
        watched.add(user);
      }
    }
    if (!watched.isEmpty()) {
      byConnection.put(connection, watched);
    }
    return new Watching(watched, fresh);
  }

  /**
   * Whom a connection watches.
   *
   * @param fresh how many of them it has not watched until now
   */
  record Watching(List<Watched> users, int fresh) {}

  private @Nullable Watched get(long userId) {
    Watched user = find(userId);
    if (user == null && users < mostUsers) {
      user = new Watched(userId);
      partOf(userId).put(userId, user);
      users++;
    }
    return user;
  }

  /** A connection no longer watches anybody but these. */
  private void leave(Connection connection, Set<Long> others) {
    List<Watched> before = byConnection.remove(connection);
    if (before == null) {
      return;
    }
    for (Watched user : before) {
      if (!others.contains(user.userId)) {
        watches--;
        user.watchers.remove(connection);
        if (user.watchers.isEmpty() && partOf(user.userId).remove(user.userId, user)) {
          users--;
        }
      }
    }
  }
}
