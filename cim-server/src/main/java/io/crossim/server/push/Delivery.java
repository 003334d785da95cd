package io.crossim.server.push;

import io.crossim.server.api.PushOutcome;
import io.crossim.server.connection.Connection;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import lombok.extern.slf4j.Slf4j;

/**
 * Messages on their way to connections of several event loops: each loop gets one task, however
 * many messages there are for it.
 */
@Slf4j
final class Delivery {

  private final Map<EventLoop, List<Item>> byLoop = new HashMap<>();
  private final AtomicIntegerArray outcomes;

  /**
   * @param messages how many there are
   */
  Delivery(int messages) {
    this.outcomes = new AtomicIntegerArray(messages);
  }

  /** Adds a message for one connection, which says on its loop what became of it; order stays. */
  void add(int message, Connection connection, Function<Connection, PushOutcome> write) {
    outcomes.accumulateAndGet(message, PushOutcome.LATER_VALUE, Math::max);
    byLoop
        .computeIfAbsent(connection.loop(), loop -> new ArrayList<>())
        .add(new Item(message, connection, write));
  }

  /** Sets off, behind what the event loops have queued already; done when all loops are. */
  CompletableFuture<Void> start() {
    CompletableFuture<?>[] tasks = new CompletableFuture<?>[byLoop.size()];
    int next = 0;
    for (Map.Entry<EventLoop, List<Item>> entry : byLoop.entrySet()) {
      List<Item> items = entry.getValue();
      tasks[next++] = CompletableFuture.runAsync(() -> deliver(items), entry.getKey());
    }
    return CompletableFuture.allOf(tasks);
  }

  /** The best that happened to a message; GONE when there was no connection for it. */
  PushOutcome outcome(int message) {
    return PushOutcome.forNumber(outcomes.get(message));
  }

  private void deliver(List<Item> items) {
    for (Item item : items) {
      try {
        PushOutcome outcome = item.write.apply(item.connection);
        outcomes.accumulateAndGet(item.message, outcome.getNumber(), Math::max);
      } catch (RuntimeException e) { // one connection must not hold up the others
        log.error("a push to {} failed", item.connection, e);
      }
    }
    items.forEach(item -> item.connection.writer().flush());
  }

  private record Item(
      int message, Connection connection, Function<Connection, PushOutcome> write) {}
}
