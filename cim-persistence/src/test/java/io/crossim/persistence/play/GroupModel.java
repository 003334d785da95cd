package io.crossim.persistence.play;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must be true of one group: its entries, and who was a member from where to where. */
final class GroupModel {

  private final NavigableMap<Long, Said> entries = new TreeMap<>();
  private final Map<Long, List<Stay>> stays = new HashMap<>();

  void said(long seq, long sender, boolean isContent) {
    if (entries.put(seq, new Said(sender, isContent)) != null || entries.size() != seq) {
      throw new AssertionError("place " + seq + " behind " + (entries.size() - 1) + " others");
    }
    if (isContent && isMember(sender)) {
      stay(sender).read = seq;
    }
  }

  void recalled(long seq) {
    Said said = entries.get(seq);
    if (said != null) {
      said.recalled = true;
    }
  }

  void joined(long user, long seq) {
    stays.computeIfAbsent(user, u -> new ArrayList<>()).add(new Stay(seq));
  }

  void left(long user, long seq) {
    stay(user).last = seq;
  }

  boolean isMember(long user) {
    return stays.containsKey(user) && stay(user).last == Long.MAX_VALUE;
  }

  List<Long> members() {
    return stays.keySet().stream().filter(this::isMember).toList();
  }

  private Stay stay(long user) {
    List<Stay> all = stays.getOrDefault(user, List.of());
    return all.get(all.size() - 1);
  }

  void read(long user, long seq) {
    if (isMember(user) && seq <= head()) {
      stay(user).read = Math.max(stay(user).read, seq);
    }
  }

  long head() {
    return entries.isEmpty() ? 0 : entries.lastKey();
  }

  /** A message of a user that was not recalled; 0 when there is none. */
  long messageOf(long user) {
    long from = isMember(user) ? stay(user).first : Long.MAX_VALUE;
    return entries.tailMap(Math.min(from, Long.MAX_VALUE), true).entrySet().stream()
        .filter(e -> e.getValue().isContent && !e.getValue().recalled)
        .filter(e -> e.getValue().sender == user)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(0L);
  }

  /** The places that a user has to have got. */
  Set<Long> expected(long user) {
    Set<Long> places = new TreeSet<>();
    for (Stay stay : stays.getOrDefault(user, List.of())) {
      places.addAll(entries.subMap(stay.first, true, stay.last, true).keySet());
    }
    return places;
  }

  long unread(long user) {
    Stay stay = stay(user);
    return entries.tailMap(stay.read, false).values().stream()
        .filter(said -> said.isContent && !said.recalled)
        .count();
  }

  private static final class Said {
    final long sender;
    final boolean isContent;
    boolean recalled;

    Said(long sender, boolean isContent) {
      this.sender = sender;
      this.isContent = isContent;
    }
  }

  /** From joining to leaving. */
  private static final class Stay {
    final long first;
    long last = Long.MAX_VALUE;
    long read;

    Stay(long first) {
      this.first = first;
      this.read = first - 1;
    }
  }
}
