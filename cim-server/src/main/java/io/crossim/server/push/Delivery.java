package io.crossim.server.push;

import io.crossim.server.connection.Connection;
import io.crossim.server.connection.Loops;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Frames on their way to connections of several event loops: each loop gets one task, however many
 * frames there are for it.
 */
final class Delivery {

  private final Map<EventLoop, List<Item>> byLoop = new HashMap<>();
  private final Set<Integer> taken = ConcurrentHashMap.newKeySet();

  /** Adds the frame of a message for one connection; order stays. */
  void add(int message, Connection connection, byte[] frame) {
    byLoop
        .computeIfAbsent(connection.loop(), loop -> new ArrayList<>())
        .add(new Item(message, connection, frame));
  }

  /** Sets off; one future for each event loop. */
  List<CompletableFuture<Void>> start() {
    List<CompletableFuture<Void>> tasks = new ArrayList<>();
    byLoop.forEach(
        (loop, items) ->
            tasks.add(CompletableFuture.runAsync(() -> deliver(items), Loops.outside(loop))));
    return tasks;
  }

  /** Whether a connection took a message. */
  boolean isTaken(int message) {
    return taken.contains(message);
  }

  private void deliver(List<Item> items) {
    for (Item item : items) {
      if (item.connection.deliver(item.frame)) {
        taken.add(item.message);
      }
    }
    items.forEach(item -> item.connection.flush());
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
  private record Item(int message, Connection connection, byte[] frame) {}
}
