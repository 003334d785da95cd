package io.crossim.route.session;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.server.api.DisplaceRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Keeps the ends of sessions that a server could not be told, until that process answers again.
 * They are dropped after ten minutes, and when another process answers in its place. Any thread.
 */
@Slf4j
@RequiredArgsConstructor
final class PendingEnds {

  private static final int MOST = 10_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Ticker ticker;
  private final Map<Process, Deque<End>> byProcess = new HashMap<>();
  private int size;

  /** Those for which there was no room since there was room last. */
  private int refused;

  /** One process of a cim-server. */
  record Process(String server, String incarnation) {}

  /**
   * @param since by the ticker, when it was to be told first
   */
  record End(DisplaceRequest request, long since) {}

  /** Keeps one that was to be told just now. */
  void add(Process process, DisplaceRequest request) {
    add(process, new End(request, ticker.read()));
  }

  /** Keeps one that could not be told once more. */
  synchronized void add(Process process, End end) {
    if (size == MOST) {
      dropOld();
    }
    if (size == MOST) {
      if (refused++ == 0) { // a large server that is away has many: one line is enough
        log.warn(
            "the end of a session cannot be passed on to {}, which does not answer: {} ends wait"
                + " already, the most that may; the session goes on if that server comes back",
            process.server,
            MOST);
      }
      return;
    }
    byProcess.computeIfAbsent(process, key -> new ArrayDeque<>()).add(end);
    size++;
  }

  /** Takes those of a process that answers; those of earlier processes of its server are void. */
  synchronized List<End> take(Process answering) {
    if (size == 0) {
      return List.of();
    }
    dropOld();
    Deque<End> ends = byProcess.getOrDefault(answering, new ArrayDeque<>());
    byProcess.keySet().removeIf(process -> process.server.equals(answering.server));
    count();
    refused = 0;
    return List.copyOf(ends);
  }

  private void dropOld() {
    long now = ticker.read();
    byProcess.values().forEach(ends -> ends.removeIf(end -> now - end.since >= KEPT.toNanos()));
    byProcess.values().removeIf(Deque::isEmpty);
    count();
  }

  private void count() {
    size = byProcess.values().stream().mapToInt(Deque::size).sum();
  }
}
