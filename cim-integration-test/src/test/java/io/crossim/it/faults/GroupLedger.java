package io.crossim.it.faults;

import io.crossim.sdk.MessageKind;
import io.crossim.sdk.ReceivedMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every text of the groups, every change of members, and which member saw what when. */
final class GroupLedger {

  /** So many entries that somebody lacks are told in words. */
  private static final int MOST_NAMED = 5;

  private final Map<Long, List<Long>> groups = new HashMap<>();
  private final Map<String, Text> texts = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();

  /** How often each user was told that a store has gone back. */
  private final Map<Long, Integer> warnings = new HashMap<>();

  synchronized void made(long groupId, List<Long> members) {
    groups.put(groupId, List.copyOf(members));
  }

  /** A text is about to be sent; it ends in its number. */
  synchronized void plan(long groupId, long sender, String text) {
    texts.put(text, new Text(groupId, sender, System.nanoTime()));
  }

  /** A send has an answer; an accepted one has a place. */
  synchronized void told(String words, Ledger.Told told, long seq, String messageId) {
    Text text = texts.get(words);
    if (text != null) {
      text.told = told;
      if (told == Ledger.Told.ACCEPTED) {
        long id = Long.parseLong(messageId);
        text.entry =
            new GroupLog.Entry(id, seq, MessageKind.CONTENT, text.sender, List.of(), words);
      }
    }
  }

  /** A call that adds or removes a member was answered with a place; 0 where it was so already. */
  synchronized void changed(long groupId, long seq, MessageKind kind, long user) {
    changes.add(new Change(groupId, seq, kind, user));
  }

  synchronized void seen(long member, ReceivedMessage message) {
    if (message.isRecalled()) {
      return; // a reference without its text
    }
    boolean isText = message.kind() == MessageKind.CONTENT;
    GroupLog.Entry entry =
        new GroupLog.Entry(
            Long.parseLong(message.conversationMessageId()),
            message.conversationSeq(),
            message.kind(),
            message.senderId(),
            message.users(),
            isText ? message.text() : "");
    int life = warnings.getOrDefault(member, 0);
    seen.add(new Seen(message.conversation().id(), member, entry, life, System.nanoTime()));
  }

  /** A user was told that a store has gone back: earlier places than before may follow. */
  synchronized void warned(long userId) {
    warnings.merge(userId, 1, Integer::sum);
  }

  synchronized long waitingForAnAnswer() {
    return texts.values().stream().filter(text -> text.told == Ledger.Told.NOTHING).count();
  }

  /** Entries that some member should have seen, once for each such member. */
  synchronized long missing() {
    Count count = new Count();
    Map<Long, GroupLog> logs = logs(count);
    count(logs, count);
    return count.lost + count.missedAfterJoin;
  }

  /** Adds everything up. */
  synchronized GroupVerdict verdict(Ledger.Times times) {
    Count count = new Count();
    Map<Long, GroupLog> logs = logs(count);
    count(logs, count);
    long outside = 0;
    long acceptedOutside = 0;
    Map<Ledger.Told, Long> tolds = new HashMap<>();
    for (Text text : texts.values()) {
      tolds.merge(text.told, 1L, Long::sum);
      if (times.isOutside(text.at)) {
        outside++;
        acceptedOutside += text.told == Ledger.Told.ACCEPTED ? 1 : 0;
      }
    }
    Waits waits = waits(logs, times);
    return new GroupVerdict(
        groups.values().stream().mapToLong(List::size).sum(),
        texts.size(),
        tolds.getOrDefault(Ledger.Told.ACCEPTED, 0L),
        tolds.getOrDefault(Ledger.Told.NOTHING, 0L),
        outside == 0 ? 1 : (double) acceptedOutside / outside,
        changes.size(),
        count.delivered,
        count.lost,
        count.missedAfterJoin,
        count.missedSilently,
        count.duplicated,
        count.outOfOrder,
        count.strange,
        waits.recoveryMillis,
        waits.longestMillis,
        List.copyOf(count.missed));
  }

  /** What is in the log for certain: what was answered, and what somebody saw. */
  private Map<Long, GroupLog> logs(Count count) {
    Map<Long, GroupLog> logs = new HashMap<>();
    groups.keySet().forEach(group -> logs.put(group, new GroupLog()));
    for (Text text : texts.values()) {
      GroupLog.Entry entry = text.entry;
      if (entry != null) {
        count.strange += log(logs, text.group).add(entry) ? 0 : 1;
      }
    }
    for (Seen one : seen) {
      Text text = texts.get(one.entry.text());
      boolean isWritten =
          one.entry.kind() == MessageKind.CONTENT
              ? text != null && text.group == one.group && text.sender == one.entry.sender()
              : one.entry.text().isEmpty();
      GroupLog log = logs.get(one.group);
      count.strange += isWritten && log != null && log.add(one.entry) ? 0 : 1;
    }
    for (Change change : changes) {
      boolean isKnown =
          change.seq == 0
              || log(logs, change.group).hasChange(change.seq, change.kind, change.user);
      count.lost += isKnown ? 0 : 1;
      count.missedSilently += isKnown ? 0 : 1;
    }
    for (GroupLog log : logs.values()) {
      count.outOfOrder += log.outOfOrder();
      count.duplicated += warnings.isEmpty() ? log.repeated() : 0;
    }
    return logs;
  }

  private static GroupLog log(Map<Long, GroupLog> logs, long group) {
    GroupLog log = logs.get(group);
    if (log == null) {
      throw new IllegalStateException("no such group: " + group);
    }
    return log;
  }

  private void count(Map<Long, GroupLog> logs, Count count) {
    Map<Seat, List<Seen>> bySeat = new HashMap<>();
    for (Seen one : seen) {
      bySeat.computeIfAbsent(new Seat(one.group, one.member), seat -> new ArrayList<>()).add(one);
    }
    groups.forEach(
        (group, members) -> {
          for (long member : members) {
            List<Seen> own = bySeat.remove(new Seat(group, member));
            count(member, log(logs, group), own == null ? List.of() : own, count);
          }
        });
    bySeat.values().forEach(ofNobody -> count.strange += ofNobody.size());
  }

  private void count(long member, GroupLog log, List<Seen> own, Count count) {
    NavigableMap<Long, GroupLog.Share> shares = log.of(member);
    Set<Long> ids = new HashSet<>();
    long last = 0;
    int life = 0;
    for (Seen one : own) {
      long id = one.entry.id();
      if (!ids.add(id)) {
        count.duplicated++;
        continue;
      }
      count.outOfOrder += id < last && one.life == life ? 1 : 0;
      last = one.life == life ? Math.max(last, id) : id;
      life = one.life;
      if (shares.containsKey(id)) {
        count.delivered++;
      } else {
        count.strange++;
      }
    }
    shares.forEach(
        (due, share) -> {
          if (share != GroupLog.Share.OWN && !ids.contains(due)) {
            count.lost += share == GroupLog.Share.FIRST ? 1 : 0;
            count.missedAfterJoin += share == GroupLog.Share.AFTER_JOIN ? 1 : 0;
            count.missedSilently += warnings.containsKey(member) ? 0 : 1;
            if (count.missed.size() < MOST_NAMED) {
              count.missed.add("user " + member + " lacks " + log.around(due, ids));
            }
          }
        });
  }

  private Waits waits(Map<Long, GroupLog> logs, Ledger.Times times) {
    Map<Seat, Long> recovered = new HashMap<>();
    groups.forEach(
        (group, members) ->
            members.stream()
                .filter(member -> log(logs, group).alwaysHas(member))
                .forEach(member -> recovered.put(new Seat(group, member), Long.MAX_VALUE)));
    long longest = 0;
    for (Seen one : seen) {
      Text text = texts.get(one.entry.text());
      Seat seat = new Seat(one.group, one.member);
      if (text == null || !recovered.containsKey(seat)) {
        continue;
      }
      longest = Math.max(longest, one.at - text.at);
      if (text.at > times.begin() && one.at > times.recoverableAt()) {
        recovered.merge(seat, one.at - times.recoverableAt(), Math::min);
      }
    }
    long slowest = recovered.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return new Waits(slowest == Long.MAX_VALUE ? -1 : slowest / 1_000_000, longest / 1_000_000);
  }

  private record Seat(long group, long member) {}

  private record Change(long group, long seq, MessageKind kind, long user) {}

  /** One delivery; life counts the warnings before it. */
  private record Seen(long group, long member, GroupLog.Entry entry, int life, long at) {}

  private record Waits(long recoveryMillis, long longestMillis) {}

  private static final class Count {
    long delivered;
    long lost;
    long missedAfterJoin;
    long missedSilently;
    long duplicated;
    long outOfOrder;
    long strange;
    final List<String> missed = new ArrayList<>();
  }

  private static final class Text {
    final long group;
    final long sender;
    final long at;
    Ledger.Told told = Ledger.Told.NOTHING;
    GroupLog.@Nullable Entry entry;

    Text(long group, long sender, long at) {
      this.group = group;
      this.sender = sender;
      this.at = at;
    }
  }
}
