package io.crossim.persistence.inbox.memory;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.Block;
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
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.PreferenceOutcome;
import io.crossim.persistence.inbox.StoredMessage;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One user's inbox. */
final class MemoryInbox {

  private final InboxLimits limits;
  private final MemoryLog log;
  private final MemoryDevices devices;

  /** The results of earlier appends by their deduplication ids, the oldest first. */
  private final Map<String, AppendOutcome> ids = new LinkedHashMap<>();

  private final MemoryCursors conversations;

  private final MemoryPreferences preferences = new MemoryPreferences();

  MemoryInbox(InboxLimits limits) {
    this.limits = limits;
    this.log = new MemoryLog(limits);
    this.devices = new MemoryDevices(limits.maxDevices());
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
    boolean fits = makeRoom(fresh, freshBytes);
    return run.stream().map(append -> append(append, fits, now)).toList();
  }

  private AppendOutcome append(Append append, boolean fits, long now) {
    AppendOutcome known = ids.get(append.dedupId());
    if (known != null) {
      return new AppendOutcome(
          Status.DUPLICATE, log.epoch, known.seq(), known.messageId(), known.storedAt());
    }
    if (preferences.hasBlocked(append.senderId())) {
      return new AppendOutcome(Status.BLOCKED, log.epoch, 0, 0, 0);
    }
    if (!fits) {
      return new AppendOutcome(Status.FULL, log.epoch, 0, 0, 0);
    }
    log.add(append.payload(), now);
    AppendOutcome stored =
        new AppendOutcome(Status.STORED, log.epoch, log.head(), log.lastId(), now);
    ids.put(append.dedupId(), stored);
    return stored;
  }

  synchronized CollectOutcome collect(Collect collect, long now) {
    tidy(now);
    Place cursor = conversations.place(collect.conversation());
    CollectOutcome.Status status = collect.at(cursor);
    if (status == CollectOutcome.Status.TAKEN && !hasRoomFor(collect, now)) {
      conversations.foundNoRoom(collect.conversation(), now);
      status = CollectOutcome.Status.FULL;
    }
    if (status != CollectOutcome.Status.TAKEN) {
      return CollectOutcome.refused(status, cursor, log.epoch, log.head());
    }
    long firstId = Math.max(log.lastId() + 1, now);
    for (Place place : collect.places()) {
      log.add(new Reference(collect.conversation(), place), now);
    }
    conversations.move(collect.conversation(), collect.upTo(), now);
    return new CollectOutcome(status, collect.upTo(), log.epoch, log.head(), firstId, now);
  }

  synchronized void caughtUp(long overflow) {
    conversations.caughtUp(overflow);
  }

  private boolean hasRoomFor(Collect collect, long now) {
    return conversations.hasRoomFor(collect.conversation(), now)
        && makeRoom(collect.places().size(), collect.bytes());
  }

  /** Whether so much fits in, if need be in the place of what one device has read. */
  private boolean makeRoom(long more, long moreBytes) {
    if (!log.hasRoom(more, moreBytes)) {
      log.trim(devices.fastest());
    }
    return log.hasRoom(more, moreBytes);
  }

  synchronized PreferenceOutcome block(Block block) {
    return preferences.block(block);
  }

  synchronized List<Long> blocked() {
    return preferences.blocked();
  }

  synchronized PreferenceOutcome mute(Mute mute, long now) {
    return preferences.mute(mute, now);
  }

  synchronized List<Long> muted(List<ConversationId> conversations) {
    return preferences.muted(conversations);
  }

  synchronized FollowOutcome follow(Follow follow, long now) {
    return preferences.hasBlocked(follow.by())
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
    LogBounds bounds = log.bounds();
    Continuity continuity = after == null ? Continuity.KEPT : bounds.judge(after, log::idAt);
    long start = after == null ? acked : bounds.start(continuity, after, acked);
    List<StoredMessage> messages = log.after(start, query.limit(), query.maxBytes());
    Position from = new Position(log.epoch, start, log.idAt(start));
    return new InboxPage(continuity, from, log.head(), messages, conversations.isBehind());
  }

  synchronized void acknowledge(Acknowledgement ack, long now) {
    if (!ack.epoch().equals(log.epoch) || ack.seq() > log.head()) {
      return;
    }
    if (ack.seq() > acked(ack.device())) {
      devices.note(ack.device(), ack.seq(), now);
      log.trim(devices.slowest(now - LogBounds.DEVICES_LAST.toMillis()));
    }
  }

  synchronized InboxState state(String device, long now) {
    tidy(now);
    long acked = acked(device);
    devices.note(device, acked, now);
    return new InboxState(log.epoch, acked, log.head(), conversations.mayLack());
  }

  /** The sequence number that a device has acknowledged, or that of the last trimmed message. */
  private long acked(String device) {
    return Math.max(log.floor(), devices.acked(device));
  }

  private void tidy(long now) {
    log.dropOld(now - limits.maxAge().toMillis());
    Iterator<AppendOutcome> remembered = ids.values().iterator();
    while (remembered.hasNext()
        && remembered.next().storedAt() < now - LogBounds.IDS_LAST.toMillis()) {
      remembered.remove();
    }
  }
}
