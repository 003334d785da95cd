package io.crossim.server.conversation;

import io.crossim.server.connection.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Which connections here watch which users, within bounds. Not safe for threads. */
@RequiredArgsConstructor
final class WatchedUsers {

  /** The most watches of all connections, and the most different users. */
  private final int mostWatches;

  private final int mostUsers;

  private final Map<Long, Watched> users = new HashMap<>();
  private final Map<Connection, List<Watched>> byConnection = new HashMap<>();
  private int count;

  boolean isEmpty() {
    return users.isEmpty();
  }

  /** A user whom somebody watches; null for others. */
  @Nullable Watched find(long userId) {
    return users.get(userId);
  }

  /** Whether this is what is known of a user whom somebody watches. */
  boolean has(Watched user) {
    return users.get(user.userId) == user;
  }

  /** Visits all of them. */
  void each(Consumer<Watched> visitor) {
    users.values().forEach(visitor);
  }

  /**
   * Sets whom a connection watches.
   *
   * @return those users, without the ones for whom there is no room
   */
  List<Watched> set(Connection connection, Set<Long> userIds) {
    forget(connection);
    List<Watched> watched = new ArrayList<>(userIds.size());
    for (long userId : userIds) {
      Watched user = count < mostWatches ? get(userId) : null;
      if (user != null) {
        count++;
        user.watchers.add(connection);
        watched.add(user);
      }
    }
    if (!watched.isEmpty()) {
      byConnection.put(connection, watched);
    }
    return watched;
  }

  private @Nullable Watched get(long userId) {
    Watched user = users.get(userId);
    if (user == null && users.size() < mostUsers) {
      user = new Watched(userId);
      users.put(userId, user);
    }
    return user;
  }

  private void forget(Connection connection) {
    List<Watched> before = byConnection.remove(connection);
    if (before != null) {
      count -= before.size();
      for (Watched user : before) {
        user.watchers.remove(connection);
        if (user.watchers.isEmpty()) {
          users.remove(user.userId, user);
        }
      }
    }
  }
}
