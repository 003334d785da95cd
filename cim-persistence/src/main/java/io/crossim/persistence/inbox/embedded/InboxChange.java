package io.crossim.persistence.inbox.embedded;

import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.LogBounds;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/** One call's work on the inboxes, and the write that it becomes. On one thread, under the turn. */
@RequiredArgsConstructor
final class InboxChange {

  private static final byte[] NOTHING = {};

  private final KeyValues files;
  private final WriteBatch batch;
  private final Map<Long, Inbox> known;
  private final InboxLimits limits;
  private final long now;

  private final Map<Long, Inbox> changed = new LinkedHashMap<>();

  /** Ids and messages that this call wrote; the files do not show them yet. */
  private final Map<String, AppendOutcome> ids = new HashMap<>();

  private final Map<Long, Map<Long, Long>> messageIds = new HashMap<>();

  long day() {
    return now / LogBounds.IDS_LAST.toMillis();
  }

  void forgetOldIds() {
    try {
      batch.deleteRange(Keys.day(0), Keys.day(day() - 1));
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  AppendOutcome append(Append append, int maxLength) throws RocksDBException {
    long user = append.userId();
    Inbox inbox = inbox(user);
    AppendOutcome first = remembered(append, inbox);
    if (first != null) {
      return first;
    }
    if (inbox.length() >= maxLength) {
      trim(user, inbox, inbox.fastest());
    }
    if (inbox.length() >= maxLength) {
      return new AppendOutcome(Status.FULL, inbox.epoch, 0, 0, 0);
    }
    if (inbox.length() == 0) {
      inbox.oldest = now;
    }
    long seq = ++inbox.head;
    inbox.lastId = Math.max(inbox.lastId + 1, now);
    batch.put(Keys.message(user, seq), MessageValue.of(inbox.lastId, now, append.payload()));
    batch.put(
        Keys.id(day(), user, append.dedupId()), MessageValue.remembered(seq, inbox.lastId, now));
    changed.put(user, inbox);
    messageIds.computeIfAbsent(user, u -> new HashMap<>()).put(seq, inbox.lastId);
    AppendOutcome stored = new AppendOutcome(Status.STORED, inbox.epoch, seq, inbox.lastId, now);
    ids.put(user + ":" + append.dedupId(), stored);
    return stored;
  }

  private @Nullable AppendOutcome remembered(Append append, Inbox inbox) {
    AppendOutcome here = ids.get(append.userId() + ":" + append.dedupId());
    if (here != null) {
      return new AppendOutcome(
          Status.DUPLICATE, here.epoch(), here.seq(), here.messageId(), here.storedAt());
    }
    byte[] value = files.get(Keys.id(day(), append.userId(), append.dedupId()));
    if (value == null) {
      value = files.get(Keys.id(day() - 1, append.userId(), append.dedupId()));
    }
    if (value == null) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(value);
    return new AppendOutcome(
        Status.DUPLICATE, inbox.epoch, in.getLong(), in.getLong(), in.getLong());
  }

  InboxPage read(InboxQuery query) {
    long user = query.userId();
    Inbox inbox = inbox(user);
    LogBounds bounds = inbox.bounds();
    Position after = query.after();
    long acked = inbox.acked(query.device());
    Continuity continuity =
        after == null ? Continuity.KEPT : bounds.judge(after, seq -> idAt(user, inbox, seq));
    long start = after == null ? acked : bounds.start(continuity, after, acked);
    Position from = new Position(inbox.epoch, start, idAt(user, inbox, start));
    return new InboxPage(
        continuity, from, inbox.head, messages(user, start, inbox.head, query.limit()));
  }

  void acknowledge(Acknowledgement ack) {
    Inbox inbox = inbox(ack.userId());
    if (!ack.epoch().equals(inbox.epoch)
        || ack.seq() > inbox.head
        || ack.seq() <= inbox.acked(ack.device())) {
      return;
    }
    inbox.cursors.put(ack.device(), new Inbox.Cursor(ack.seq(), now));
    changed.put(ack.userId(), inbox);
    trim(ack.userId(), inbox, inbox.slowest(now - LogBounds.DEVICES_LAST.toMillis()));
  }

  InboxState state(InboxDevice device) {
    Inbox inbox = inbox(device.userId());
    long acked = inbox.acked(device.device());
    inbox.cursors.put(device.device(), new Inbox.Cursor(acked, now));
    changed.put(device.userId(), inbox);
    return new InboxState(inbox.epoch, acked, inbox.head);
  }

  /** Writes everything; after that the call may be answered. */
  void finish() throws RocksDBException {
    for (Map.Entry<Long, Inbox> entry : changed.entrySet()) {
      batch.put(Keys.state(entry.getKey()), entry.getValue().state());
      batch.put(Keys.devices(entry.getKey()), entry.getValue().devices());
    }
    if (batch.count() > 0) {
      files.write(batch);
    }
  }

  private Inbox inbox(long user) {
    Inbox inbox = known.get(user);
    if (inbox == null) {
      byte[] state = files.get(Keys.state(user));
      if (state == null) {
        inbox = new Inbox();
        changed.put(user, inbox);
      } else {
        byte[] devices = files.get(Keys.devices(user));
        inbox = Inbox.parse(state, devices == null ? NOTHING : devices);
      }
      known.put(user, inbox);
    }
    dropOld(user, inbox);
    return inbox;
  }

  private void dropOld(long user, Inbox inbox) {
    long oldest = now - limits.maxAge().toMillis();
    while (inbox.length() > 0 && inbox.oldest < oldest) {
      long gone = inbox.floor;
      List<StoredMessage> page = messages(user, inbox.floor, inbox.head, 100);
      for (StoredMessage message : page) {
        inbox.oldest = message.storedAt();
        if (message.storedAt() >= oldest) {
          break;
        }
        gone = message.seq();
      }
      if (gone == inbox.floor) {
        break; // the rest was written by this very call
      }
      trim(user, inbox, gone);
    }
  }

  private void trim(long user, Inbox inbox, long upTo) {
    if (upTo <= inbox.floor) {
      return;
    }
    long seq = Math.min(upTo, inbox.head);
    try {
      inbox.floorId = idAt(user, inbox, seq);
      batch.deleteRange(Keys.message(user, inbox.floor + 1), Keys.message(user, seq + 1));
      inbox.floor = seq;
      changed.put(user, inbox);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  private long idAt(long user, Inbox inbox, long seq) {
    if (seq == inbox.floor) {
      return inbox.floorId;
    }
    Long fresh = messageIds.getOrDefault(user, Map.of()).get(seq);
    if (fresh != null) {
      return fresh;
    }
    byte[] value = files.get(Keys.message(user, seq));
    return value == null ? 0 : MessageValue.parse(seq, value).messageId();
  }

  private List<StoredMessage> messages(long user, long after, long head, int limit) {
    List<StoredMessage> messages = new ArrayList<>();
    if (after >= head) {
      return messages;
    }
    try (RocksIterator iterator = files.iterator()) {
      long seq = after + 1;
      iterator.seek(Keys.message(user, seq));
      while (messages.size() < limit
          && iterator.isValid()
          && Arrays.equals(iterator.key(), Keys.message(user, seq))) {
        messages.add(MessageValue.parse(seq, iterator.value()));
        seq++;
        iterator.next();
      }
    }
    return messages;
  }

  private static UnavailableException failed(RocksDBException e) {
    return new UnavailableException("the files of the inboxes failed: " + e.getMessage(), e);
  }
}
