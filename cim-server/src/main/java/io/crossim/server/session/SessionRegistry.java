package io.crossim.server.session;

import io.crossim.server.connection.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The connections of the users who log in or are logged in here. Any thread. */
public final class SessionRegistry {

  private final Map<Long, List<Connection>> byUser = new ConcurrentHashMap<>();

  /** Adds a connection that knows its user. */
  void add(Connection connection) {
    byUser.merge(connection.userId(), List.of(connection), SessionRegistry::join);
  }

  /** Takes this connection away, not others of its user. Idempotent. */
  void remove(Connection connection) {
    byUser.computeIfPresent(
        connection.userId(),
        (user, connections) -> {
          List<Connection> left = connections.stream().filter(c -> c != connection).toList();
          return left.isEmpty() ? null : left;
        });
  }

  /** The connections of a user; mostly one or none. */
  public List<Connection> of(long userId) {
    return byUser.getOrDefault(userId, List.of());
  }

  public Optional<Connection> find(long userId, long connectionId) {
    return of(userId).stream().filter(c -> c.id() == connectionId).findAny();
  }

  public void forEach(Consumer<Connection> action) {
    byUser.values().forEach(connections -> connections.forEach(action));
  }

  /** The ids of all users that are here, in no order. */
  public Stream<Long> users() {
    return byUser.keySet().stream();
  }

  private static List<Connection> join(List<Connection> old, List<Connection> added) {
    List<Connection> all = new ArrayList<>(old);
    all.addAll(added);
    return List.copyOf(all);
  }
}
