package io.crossim.route.conversation;

import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ChangeOutcome.Refusal;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.Newcomer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must be true of one group: its entries, and who was a member from where to where. */
final class GroupModel {

  /** Who posted what stands at each place; 0 for changes. */
  private final NavigableMap<Long, Long> entries = new TreeMap<>();

  /** The first and the last place of each time that a user was a member. */
  private final Map<Long, List<long[]>> stays = new HashMap<>();

  void posted(long seq, long sender) {
    if (!isMember(sender)) {
      throw new AssertionError("user " + sender + " posted " + seq + " and is no member");
    }
    append(seq, sender);
  }

  private void append(long seq, long sender) {
    if (seq != entries.size() + 1L) {
      throw new AssertionError("place " + seq + " behind " + entries.size() + " others");
    }
    entries.put(seq, sender);
  }

  void changed(GroupChange change, ChangeOutcome outcome) {
    long seq = outcome.place().seq();
    append(seq, 0);
    Set<Long> refused = new HashSet<>();
    outcome.refused().stream().map(Refusal::userId).forEach(refused::add);
    joining(change).stream()
        .filter(user -> !refused.contains(user) && !isMember(user))
        .forEach(
            user ->
                stays
                    .computeIfAbsent(user, u -> new ArrayList<>())
                    .add(new long[] {seq, Long.MAX_VALUE}));
    leaving(change).stream()
        .filter(user -> !refused.contains(user) && isMember(user))
        .forEach(user -> last(user)[1] = seq);
  }

  private static List<Long> joining(GroupChange change) {
    if (change instanceof GroupChange.Create create) {
      List<Long> all = new ArrayList<>(create.members());
      all.add(create.by());
      return all;
    } else if (change instanceof GroupChange.Add add) {
      return add.newcomers().stream().map(Newcomer::userId).toList();
    }
    return change instanceof GroupChange.Join ? List.of(change.by()) : List.of();
  }

  private static List<Long> leaving(GroupChange change) {
    if (change instanceof GroupChange.Remove remove) {
      return remove.members();
    }
    return change instanceof GroupChange.Leave ? List.of(change.by()) : List.of();
  }

  boolean isMember(long user) {
    return stays.containsKey(user) && last(user)[1] == Long.MAX_VALUE;
  }

  private long[] last(long user) {
    List<long[]> all = stays.getOrDefault(user, List.of());
    return all.get(all.size() - 1);
  }

  /** The places that a user has to get; their own may be left out. */
  Set<Long> expected(long user) {
    Set<Long> places = new TreeSet<>();
    for (long[] stay : stays.getOrDefault(user, List.of())) {
      places.addAll(entries.subMap(stay[0], true, stay[1], true).keySet());
    }
    return places;
  }

  boolean isBy(long user, long seq) {
    return entries.getOrDefault(seq, 0L) == user;
  }
}
