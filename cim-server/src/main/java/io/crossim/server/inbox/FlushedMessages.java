package io.crossim.server.inbox;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * What was flushed to a client that cannot acknowledge, and when. A frame that is read from it some
 * time later proves that it has got what was flushed before. On the connection's event loop only.
 */
final class FlushedMessages {

  private static final Duration PROVED_AFTER = Duration.ofSeconds(2);

  /** What is flushed within so long is one entry. */
  private static final Duration TOGETHER = Duration.ofMillis(100);

  private final ArrayDeque<Flushed> waiting = new ArrayDeque<>(1);
  private long last;

  /** Everything up to a message is flushed. */
  void add(long seq, long now) {
    last = seq;
    Flushed before = waiting.peekLast();
    if (before != null && now - before.first < TOGETHER.toNanos()) {
      waiting.removeLast();
      waiting.add(new Flushed(seq, before.first, now));
    } else {
      waiting.add(new Flushed(seq, now, now));
    }
  }

  /**
   * Takes out what a frame proves that is read now.
   *
   * @return up to which message; 0 for none
   */
  long provedBy(long now) {
    long before = now - PROVED_AFTER.toNanos();
    long proved = 0;
    while (!waiting.isEmpty() && waiting.peek().last - before <= 0) {
      proved = waiting.remove().seq;
    }
    return proved;
  }

  /** Whether something was flushed that is not proved. */
  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /** The last message that was flushed. */
  long last() {
    return last;
  }

  /** The client stands at this message, and nothing waits. */
  void restart(long seq) {
    waiting.clear();
    last = seq;
  }

  /**
   * @param first when the first message of the entry was flushed, and when the last one
   */
  private record Flushed(long seq, long first, long last) {}
}
