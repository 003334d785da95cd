package io.crossim.server.conversation;

import io.crossim.common.protocol.Signal;
import io.crossim.server.connection.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/**
 * Lets one signal of each type and conversation through in a while; the others are one too many.
 */
@RequiredArgsConstructor
final class SignalRates {

  /** The most different signals of one connection within a while. */
  static final int MAX_OF_ONE = 16;

  /** A little less than the 3 s that clients keep to, so that an early one is not lost. */
  private static final Duration WHILE = Duration.ofMillis(2_500);

  private final ScheduledExecutorService timer;

  /** What was let through of each connection, from the first one on for a while. */
  private final Map<Connection, Set<Admitted>> admitted = new ConcurrentHashMap<>();

  /** Whether a signal may go on. On the event loop of its connection. */
  boolean admit(Connection connection, ConversationKey conversation, Signal.Type type) {
    Set<Admitted> before = admitted.get(connection);
    if (before == null) {
      before = begin(connection);
    }
    return before.size() < MAX_OF_ONE && before.add(new Admitted(conversation, type));
  }

  private Set<Admitted> begin(Connection connection) {
    Set<Admitted> none = new HashSet<>(4);
    admitted.put(connection, none);
    try {
      timer.schedule(() -> admitted.remove(connection), WHILE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException | Error e) { // this server ends, or has no memory: nothing is kept
      admitted.remove(connection);
    }
    return none;
  }

  private record Admitted(ConversationKey conversation, Signal.Type type) {}
}
