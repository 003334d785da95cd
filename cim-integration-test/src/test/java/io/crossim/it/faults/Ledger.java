package io.crossim.it.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every message that was planned, what its sender was told, and when a listener saw it. */
final class Ledger {

  /** What the sender was told. */
  enum Told {
    /** Nothing yet. */
    NOTHING,
    ACCEPTED,
    REFUSED,
    /** It may have been taken or not. */
    UNKNOWN
  }

  private final Map<String, Entry> planned = new ConcurrentHashMap<>();
  private final List<Seen> seen = new ArrayList<>();

  /** A message is about to be sent. */
  void plan(String text) {
    planned.put(text, new Entry(System.nanoTime()));
  }

  void told(String text, Told told) {
    Entry entry = planned.get(text);
    if (entry != null) {
      entry.told = told;
    }
  }

  /**
   * A listener saw a message.
   *
   * @param pair sender and receiver
   * @param number counts the pair's messages
   */
  synchronized void seen(String pair, int number, String text) {
    seen.add(new Seen(pair, number, text, System.nanoTime()));
  }

  long waitingForAnAnswer() {
    return planned.values().stream().filter(entry -> entry.told == Told.NOTHING).count();
  }

  /** Accepted messages that no listener has seen. */
  synchronized long missing() {
    Set<String> texts = new HashSet<>();
    seen.forEach(one -> texts.add(one.text));
    return planned.entrySet().stream()
        .filter(entry -> entry.getValue().told == Told.ACCEPTED && !texts.contains(entry.getKey()))
        .count();
  }

  /**
   * Adds everything up.
   *
   * @param faultAt when the fault began
   * @param recoverableAt when the cluster was whole enough to go on
   */
  synchronized Verdict verdict(
      String fault, long faultAt, long recoverableAt, long inFlight, long breaks) {
    Map<String, Integer> last = new HashMap<>();
    Set<String> texts = new HashSet<>();
    long duplicated = 0;
    long outOfOrder = 0;
    long recovered = Long.MAX_VALUE;
    for (Seen one : seen) {
      if (!texts.add(one.text)) {
        duplicated++;
        continue;
      }
      Integer before = last.put(one.pair, one.number);
      if (before != null && before > one.number) {
        outOfOrder++;
      }
      Entry entry = planned.get(one.text);
      if (entry != null && entry.at > faultAt && one.at > recoverableAt) {
        recovered = Math.min(recovered, one.at - recoverableAt);
      }
    }
    Map<Told, Long> counts = new HashMap<>();
    planned.values().forEach(entry -> counts.merge(entry.told, 1L, Long::sum));
    return new Verdict(
        fault,
        planned.size(),
        counts.getOrDefault(Told.ACCEPTED, 0L),
        counts.getOrDefault(Told.REFUSED, 0L),
        counts.getOrDefault(Told.UNKNOWN, 0L),
        counts.getOrDefault(Told.NOTHING, 0L),
        texts.size(),
        missing(),
        duplicated,
        outOfOrder,
        inFlight,
        recovered == Long.MAX_VALUE ? -1 : recovered / 1_000_000,
        breaks);
  }

  private static final class Entry {
    final long at;
    volatile Told told = Told.NOTHING;

    Entry(long at) {
      this.at = at;
    }
  }

  private record Seen(String pair, int number, String text, long at) {}
}
