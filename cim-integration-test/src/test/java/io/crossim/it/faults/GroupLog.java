package io.crossim.it.faults;

import io.crossim.sdk.MessageKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The log of one group, put together from what senders were told and what members saw. */
final class GroupLog {

  private static final Comparator<Entry> BY_ID = Comparator.comparingLong(Entry::id);

  /** What a member has to do with an entry that they may see. */
  enum Share {
    /** They wrote it. It comes only to their other devices. */
    OWN,
    /** They have been a member from the beginning. */
    FIRST,
    /** They were removed and added again. */
    AFTER_JOIN
  }

  /**
   * One entry.
   *
   * @param id rises in the log, also when a store went back
   * @param users who joined or left
   * @param text empty for a change
   */
  record Entry(long id, long seq, MessageKind kind, long sender, List<Long> users, String text) {

    private String in(long wanted) {
      return (id == wanted ? " *" : " ") + kind;
    }

    boolean isAbout(MessageKind one, long user) {
      return kind == one && users.contains(user);
    }
  }

  private final NavigableMap<Long, Entry> entries = new TreeMap<>();

  /** Adds an entry, which may be there; answers whether it is not another one than before. */
  boolean add(Entry entry) {
    Entry before = entries.putIfAbsent(entry.id, entry);
    return before == null || before.equals(entry);
  }

  boolean hasChange(long seq, MessageKind kind, long user) {
    return entries.values().stream()
        .anyMatch(entry -> entry.seq == seq && entry.isAbout(kind, user));
  }

  /** The entries that a user may see, by id: while a member, their joining and leaving included. */
  NavigableMap<Long, Share> of(long user) {
    NavigableMap<Long, Share> shares = new TreeMap<>();
    boolean member = true;
    Share share = Share.FIRST;
    for (Entry entry : entries.values()) {
      if (entry.isAbout(MessageKind.JOINED, user)) {
        member = true;
        share = entry.seq == 1 ? Share.FIRST : Share.AFTER_JOIN;
      }
      if (member) {
        shares.put(entry.id, entry.sender == user ? Share.OWN : share);
      }
      if (entry.isAbout(MessageKind.LEFT, user)) {
        member = false;
      }
    }
    return shares;
  }

  /** An entry and the six beside it, with a mark at those that somebody saw. */
  String around(long id, Set<Long> seen) {
    return Stream.concat(
            Stream.concat(
                entries.headMap(id, false).descendingMap().values().stream().limit(3).sorted(BY_ID),
                Stream.of(entries.get(id))),
            entries.tailMap(id, false).values().stream().limit(3))
        .map(one -> one.seq + one.in(id) + one.users + (seen.contains(one.id) ? " seen" : ""))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Whether a user has been a member all the time. */
  boolean alwaysHas(long user) {
    return entries.values().stream().noneMatch(entry -> entry.isAbout(MessageKind.LEFT, user));
  }

  /** How many texts stand behind a later one of the same sender. */
  long outOfOrder() {
    long count = 0;
    for (List<Integer> ofOne : numbers().values()) {
      for (int i = 1; i < ofOne.size(); i++) {
        count += ofOne.get(i) < ofOne.get(i - 1) ? 1 : 0;
      }
    }
    return count;
  }

  /** How many texts have more than one place. */
  long repeated() {
    return numbers().values().stream()
        .mapToLong(ofOne -> ofOne.size() - ofOne.stream().distinct().count())
        .sum();
  }

  /** The numbers of the texts of each sender, in the order of the log. */
  private Map<Long, List<Integer>> numbers() {
    Map<Long, List<Integer>> numbers = new HashMap<>();
    for (Entry entry : entries.values()) {
      if (entry.kind == MessageKind.CONTENT) {
        numbers
            .computeIfAbsent(entry.sender, sender -> new ArrayList<>())
            .add(Ledger.number(entry.text));
      }
    }
    return numbers;
  }
}
