package io.crossim.server.connection;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All connections, grouped by event loop, so that work for all costs one task per loop. */
public final class ConnectionsByLoop {

  private final Map<EventLoop, Set<Connection>> byLoop = new ConcurrentHashMap<>();

  public void join(Connection connection) {
    byLoop.computeIfAbsent(connection.loop(), l -> ConcurrentHashMap.newKeySet()).add(connection);
  }

  public void leave(Connection connection) {
    on(connection.loop()).remove(connection);
  }

  /** The connections of one event loop. */
  public Set<Connection> on(EventLoop loop) {
    return byLoop.getOrDefault(loop, Set.of());
  }

  /** How many connections there are. */
  public int size() {
    return byLoop.values().stream().mapToInt(Set::size).sum();
  }

  public boolean any(Predicate<Connection> wanted) {
    return byLoop.values().stream().flatMap(Set::stream).anyMatch(wanted);
  }

  public void forEach(Consumer<Connection> action) {
    byLoop.values().forEach(group -> group.forEach(action));
  }

  /**
   * Runs an action for every connection, each in a task of its own event loop, behind what is
   * queued there already, then flushes it.
   *
   * @return for how many connections the action was true
   */
  public CompletableFuture<Integer> onEachLoop(Predicate<Connection> action) {
    CompletableFuture<Integer> count = CompletableFuture.completedFuture(0);
    for (Map.Entry<EventLoop, Set<Connection>> entry : byLoop.entrySet()) {
      Set<Connection> group = entry.getValue();
      count =
          count.thenCombine(
              CompletableFuture.supplyAsync(() -> apply(group, action), entry.getKey()),
              Integer::sum);
    }
    return count;
  }

  private static int apply(Set<Connection> group, Predicate<Connection> action) {
    int count = 0;
    for (Connection connection : group) {
      if (action.test(connection)) {
        connection.writer().flush();
        count++;
      }
    }
    return count;
  }
}
