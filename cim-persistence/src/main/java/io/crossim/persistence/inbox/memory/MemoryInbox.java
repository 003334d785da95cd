package io.crossim.persistence.inbox.memory;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.PreferenceOutcome;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.LogBounds;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One user's inbox. */
final class MemoryInbox {

  private final InboxLimits limits;
  private final String epoch = UUID.randomUUID().toString();
  private final NavigableMap<Long, StoredMessage> log = new TreeMap<>();

  /** The places of devices by name, the one not seen for the longest time first. */
  private final Map<String, Cursor> cursors = new LinkedHashMap<>(4);

  /** The results of earlier appends by their deduplication ids, the oldest first. */
  private final Map<String, AppendOutcome> ids = new LinkedHashMap<>();

  private final MemoryCursors conversations;

  /** The users whose messages are refused. */
  private final Set<Long> blocked = new HashSet<>(0);

  /** Until when conversations are muted, by their keys. */
  private final Map<String, Long> muted = new HashMap<>(0);

  /** Whether a collect found no room since one was taken. */
  private boolean behind;

  private long head;
  private long floor;
  private long floorId;
  private long lastId;

  /** The bytes of payload of the messages that are kept. */
  private long bytes;

  MemoryInbox(InboxLimits limits) {
    this.limits = limits;
    this.conversations = new MemoryCursors(limits);
  }

  /** Stores a run of appends, all of them or none. */
  synchronized List<AppendOutcome> append(List<Append> run, long now) {
    tidy(now);
    long fresh = 0;
    long freshBytes = 0;
    Set<String> seen = new HashSet<>();
    for (Append append : run) {
      if (!ids.containsKey(append.dedupId()) && seen.add(append.dedupId())) {
        fresh++;
        freshBytes += append.payload().length;
      }
    }
    if (!limits.hold(log.size(), bytes, fresh, freshBytes)) {
      trim(cursors.values().stream().mapToLong(Cursor::seq).max().orElse(0));
    }
    boolean fits = limits.hold(log.size(), bytes, fresh, freshBytes);
    return run.stream().map(append -> append(append, fits, now)).toList();
  }

  private AppendOutcome append(Append append, boolean fits, long now) {
    AppendOutcome known = ids.get(append.dedupId());
    if (known != null) {
      return new AppendOutcome(
          Status.DUPLICATE, epoch, known.seq(), known.messageId(), known.storedAt());
    }
    if (blocked.contains(append.senderId())) {
      return new AppendOutcome(Status.BLOCKED, epoch, 0, 0, 0);
    }
    if (!fits) {
      return new AppendOutcome(Status.FULL, epoch, 0, 0, 0);
    }
    head++;
    lastId = Math.max(lastId + 1, now);
    add(new StoredMessage(head, lastId, now, append.payload()));
    AppendOutcome stored = new AppendOutcome(Status.STORED, epoch, head, lastId, now);
    ids.put(append.dedupId(), stored);
    return stored;
  }

  private void add(StoredMessage message) {
    log.put(message.seq(), message);
    bytes += message.bytes();
  }

  synchronized CollectOutcome collect(Collect collect, long now) {
    tidy(now);
    Place cursor = conversations.place(collect.conversation());
    CollectOutcome.Status status = collect.at(cursor);
    if (status == CollectOutcome.Status.TAKEN && !hasRoomFor(collect, now)) {
      behind = true;
      status = CollectOutcome.Status.FULL;
    }
    if (status != CollectOutcome.Status.TAKEN) {
      return CollectOutcome.refused(status, cursor, epoch, head);
    }
    behind = false;
    long firstId = Math.max(lastId + 1, now);
    for (Place place : collect.places()) {
      head++;
      lastId = Math.max(lastId + 1, now);
      add(new StoredMessage(head, lastId, now, new Reference(collect.conversation(), place)));
    }
    conversations.move(collect.conversation(), collect.upTo(), now);
    return new CollectOutcome(status, collect.upTo(), epoch, head, firstId, now);
  }

  private boolean hasRoomFor(Collect collect, long now) {
    if (!conversations.hasRoomFor(collect.conversation(), now)) {
      return false;
    }
    long more = collect.places().size();
    long moreBytes = collect.bytes();
    if (!limits.hold(log.size(), bytes, more, moreBytes)) {
      trim(cursors.values().stream().mapToLong(Cursor::seq).max().orElse(0));
    }
    return limits.hold(log.size(), bytes, more, moreBytes);
  }

  synchronized PreferenceOutcome block(Block block) {
    if (!block.isSet()) {
      blocked.remove(block.other());
    } else if (blocked.size() >= Block.MOST && !blocked.contains(block.other())) {
      return PreferenceOutcome.FULL;
    } else {
      blocked.add(block.other());
    }
    return PreferenceOutcome.DONE;
  }

  synchronized List<Long> blocked() {
    return List.copyOf(blocked);
  }

  synchronized PreferenceOutcome mute(Mute mute, long now) {
    String key = mute.conversation().key();
    muted.values().removeIf(until -> until <= now);
    if (mute.until() == Mute.NOT) {
      muted.remove(key);
    } else if (muted.size() >= Mute.MOST && !muted.containsKey(key)) {
      return PreferenceOutcome.FULL;
    } else {
      muted.put(key, mute.until());
    }
    return PreferenceOutcome.DONE;
  }

  synchronized List<Long> muted(List<ConversationId> conversations) {
    return conversations.stream().map(one -> muted.getOrDefault(one.key(), Mute.NOT)).toList();
  }

  synchronized FollowOutcome follow(Follow follow, long now) {
    return blocked.contains(follow.by())
        ? new FollowOutcome(FollowOutcome.Status.BLOCKED, Place.START)
        : conversations.follow(follow.conversation(), now);
  }

  synchronized FollowedPage followed(long userId, String after, int limit) {
    return conversations.page(userId, after, limit);
  }

  synchronized void unfollow(Followed followed, long now) {
    conversations.unfollow(followed, now);
  }

  synchronized InboxPage read(InboxQuery query, long now) {
    tidy(now);
    Position after = query.after();
    long acked = acked(query.device());
    LogBounds bounds = new LogBounds(epoch, floor, head);
    Continuity continuity = after == null ? Continuity.KEPT : bounds.judge(after, this::idAt);
    long start = after == null ? acked : bounds.start(continuity, after, acked);
    List<StoredMessage> messages = new ArrayList<>();
    long left = query.maxBytes();
    for (StoredMessage message : log.tailMap(start, false).values()) {
      left -= message.bytes();
      if (messages.size() == query.limit() || (left < 0 && !messages.isEmpty())) {
        break;
      }
      messages.add(message);
    }
    return new InboxPage(
        continuity, new Position(epoch, start, idAt(start)), head, messages, behind);
  }

  synchronized void acknowledge(Acknowledgement ack, long now) {
    if (!ack.epoch().equals(epoch) || ack.seq() > head) {
      return;
    }
    if (ack.seq() > acked(ack.device())) {
      note(ack.device(), ack.seq(), now);
      long seenSince = now - LogBounds.DEVICES_LAST.toMillis();
      trim(
          cursors.values().stream()
              .filter(cursor -> cursor.seenAt >= seenSince)
              .mapToLong(Cursor::seq)
              .min()
              .orElse(0));
    }
  }

  synchronized InboxState state(String device, long now) {
    tidy(now);
    long acked = acked(device);
    note(device, acked, now);
    return new InboxState(epoch, acked, head);
  }

  private void note(String device, long seq, long now) {
    cursors.remove(device);
    cursors.put(device, new Cursor(seq, now));
    if (cursors.size() > limits.maxDevices()) {
      cursors.remove(cursors.keySet().iterator().next());
    }
  }

  private long idAt(long seq) {
    if (seq == floor) {
      return floorId;
    }
    StoredMessage message = log.get(seq);
    return message == null ? 0 : message.messageId();
  }

  /** The sequence number that a device has acknowledged, or that of the last trimmed message. */
  private long acked(String device) {
    Cursor cursor = cursors.get(device);
    return cursor == null ? floor : Math.max(floor, cursor.seq);
  }

  private void tidy(long now) {
    long oldest = now - limits.maxAge().toMillis();
    while (!log.isEmpty() && log.firstEntry().getValue().storedAt() < oldest) {
      trim(log.firstKey());
    }
    Iterator<AppendOutcome> remembered = ids.values().iterator();
    while (remembered.hasNext()
        && remembered.next().storedAt() < now - LogBounds.IDS_LAST.toMillis()) {
      remembered.remove();
    }
  }

  private void trim(long upTo) {
    while (!log.isEmpty() && log.firstKey() <= upTo) {
      StoredMessage dropped = log.pollFirstEntry().getValue();
      floor = dropped.seq();
      floorId = dropped.messageId();
      bytes -= dropped.bytes();
    }
  }

  private record Cursor(long seq, long seenAt) {}
}
