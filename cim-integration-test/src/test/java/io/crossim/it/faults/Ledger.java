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

  /** How long after a fault sends may still be refused. */
  private static final long AFTERMATH_NANOS = 5_000_000_000L;

  /** What the sender was told. */
  enum Told {
    /** Nothing yet. */
    NOTHING,
    ACCEPTED,
    REFUSED,
    /** It may have been taken or not. */
    UNKNOWN
  }

  /**
   * When the fault was, by {@link System#nanoTime()}.
   *
   * @param recoverableAt from when on the cluster could be whole again
   */
  record Times(long begin, long end, long recoverableAt) {

    boolean isOutside(long time) {
      return time < begin || time > end + AFTERMATH_NANOS;
    }
  }

  private final Map<String, Entry> planned = new ConcurrentHashMap<>();
  private final List<Seen> seen = new ArrayList<>();

  /** Who was told that his inbox has gone back. */
  private final Set<Long> warned = ConcurrentHashMap.newKeySet();

  /** A message is about to be sent. */
  void plan(Pair pair, String text) {
    planned.put(text, new Entry(pair, System.nanoTime()));
  }

  void told(String text, Told told) {
    Entry entry = planned.get(text);
    if (entry != null) {
      entry.toldAt = System.nanoTime();
      entry.told = told;
    }
  }

  /** A listener saw a message, which ends in its number. */
  synchronized void seen(long senderId, long receiverId, String text) {
    seen.add(new Seen(new Pair(senderId, receiverId), text, System.nanoTime()));
  }

  void warned(long userId) {
    warned.add(userId);
  }

  long waitingForAnAnswer() {
    return planned.values().stream().filter(entry -> entry.told == Told.NOTHING).count();
  }

  /** Accepted messages that no listener has seen. */
  synchronized long missing() {
    return missing(seenTexts()).size();
  }

  /** Whether a receiver saw a later message of the sender of one that is missing. */
  synchronized boolean hasOvertaken() {
    Set<String> texts = seenTexts();
    Map<Pair, Integer> last = new HashMap<>();
    for (String text : texts) {
      Entry entry = planned.get(text);
      if (entry != null) {
        last.merge(entry.pair, number(text), Math::max);
      }
    }
    return planned.entrySet().stream()
        .filter(entry -> entry.getValue().told == Told.ACCEPTED && !texts.contains(entry.getKey()))
        .anyMatch(entry -> number(entry.getKey()) < last.getOrDefault(entry.getValue().pair, -1));
  }

  /** The number of a message, in which its text ends. */
  static int number(String text) {
    return Integer.parseInt(text.substring(text.indexOf('#') + 1));
  }

  private Set<String> seenTexts() {
    Set<String> texts = new HashSet<>();
    seen.forEach(one -> texts.add(one.text));
    return texts;
  }

  private List<Entry> missing(Set<String> texts) {
    return planned.entrySet().stream()
        .filter(entry -> entry.getValue().told == Told.ACCEPTED && !texts.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * Adds everything up.
   *
   * @param expected how many messages should have been planned
   * @param groups what came of the groups beside the ring
   */
  synchronized Verdict verdict(
      String fault, long expected, Times times, long breaks, GroupVerdict groups) {
    Map<Pair, Integer> last = new HashMap<>();
    Map<Pair, Long> recovered = new HashMap<>();
    Set<String> texts = new HashSet<>();
    long duplicated = 0;
    long outOfOrder = 0;
    long strange = 0;
    long longestWait = 0;
    for (Seen one : seen) {
      Entry entry = planned.get(one.text);
      if (entry == null || !entry.pair.equals(one.pair)) {
        strange++;
      } else if (!texts.add(one.text)) {
        duplicated++;
      } else {
        int number = number(one.text);
        Integer before = last.put(one.pair, number);
        if (before != null && before > number) {
          outOfOrder++;
        }
        longestWait = Math.max(longestWait, one.at - entry.at);
        if (entry.at > times.begin && one.at > times.recoverableAt) {
          recovered.merge(one.pair, one.at - times.recoverableAt, Math::min);
        }
      }
    }
    Set<Pair> pairs = new HashSet<>();
    Map<Told, Long> counts = new HashMap<>();
    long outside = 0;
    long acceptedOutside = 0;
    long inFlight = 0;
    for (Entry entry : planned.values()) {
      pairs.add(entry.pair);
      counts.merge(entry.told, 1L, Long::sum);
      if (times.isOutside(entry.at)) {
        outside++;
        acceptedOutside += entry.told == Told.ACCEPTED ? 1 : 0;
      }
      boolean answered = entry.told != Told.NOTHING && entry.toldAt < times.begin;
      inFlight += entry.at < times.begin && !answered ? 1 : 0;
    }
    List<Entry> missing = missing(texts);
    long slowest = recovered.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return new Verdict(
        fault,
        expected,
        planned.size(),
        counts.getOrDefault(Told.ACCEPTED, 0L),
        counts.getOrDefault(Told.REFUSED, 0L),
        counts.getOrDefault(Told.UNKNOWN, 0L),
        counts.getOrDefault(Told.NOTHING, 0L),
        outside == 0 ? 1 : (double) acceptedOutside / outside,
        texts.size(),
        strange,
        missing.size(),
        missing.stream().filter(entry -> !warned.contains(entry.pair.receiverId())).count(),
        duplicated,
        outOfOrder,
        inFlight,
        recovered.keySet().equals(pairs) ? slowest / 1_000_000 : -1,
        longestWait / 1_000_000,
        breaks,
        pairs.stream().map(Pair::receiverId).distinct().filter(id -> !warned.contains(id)).count(),
        groups);
  }

  /** Who writes to whom. */
  record Pair(long senderId, long receiverId) {}

  private static final class Entry {
    final Pair pair;
    final long at;
    volatile long toldAt;
    volatile Told told = Told.NOTHING;

    Entry(Pair pair, long at) {
      this.pair = pair;
      this.at = at;
    }
  }

  private record Seen(Pair pair, String text, long at) {}
}
