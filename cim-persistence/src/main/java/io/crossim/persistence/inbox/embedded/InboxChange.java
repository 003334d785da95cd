package io.crossim.persistence.inbox.embedded;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What a group of calls does with the inboxes, and the write that it becomes. Calls of a group see
 * what those before them changed, but for reads, which see what is written. On one thread.
 */
final class InboxChange implements AutoCloseable {

  private final KeyValues files;
  private final WriteBatch batch = new WriteBatch();
  private final KnownInboxes inboxes;
  private final MessageLog log;
  private final RememberedIds ids;
  private final InboxLimits limits;
  private long now;

  /** Owns the files from now on. */
  InboxChange(KeyValues files, InboxLimits limits) {
    this.files = files;
    this.limits = limits;
    this.inboxes = new KnownInboxes(files, batch);
    this.log = new MessageLog(files, batch);
    this.ids = new RememberedIds(files, batch);
  }

  /** Begins a group, at this time. */
  void begin(long time) throws RocksDBException {
    now = time;
    ids.begin(time);
  }

  /** How many bytes are to be written. */
  long size() {
    return batch.getDataSize();
  }

  /** Writes everything; after that the calls may be answered. */
  void write() throws RocksDBException {
    inboxes.addChanged();
    if (batch.count() > 0) {
      files.write(batch);
      batch.clear();
    }
    inboxes.written();
    ids.written();
  }

  /** Forgets what the group did. */
  void undo() {
    batch.clear();
    inboxes.forget();
  }

  List<AppendOutcome> append(List<Append> appends) throws RocksDBException {
    List<AppendOutcome> outcomes = new ArrayList<>(appends.size());
    for (Append append : appends) {
      outcomes.add(append(append));
    }
    return outcomes;
  }

  private AppendOutcome append(Append append) throws RocksDBException {
    Inbox inbox = inbox(append.userId());
    byte[] idKey = ids.key(append);
    AppendOutcome first = ids.find(inbox, append, idKey);
    if (first != null) {
      return first;
    }
    if (inbox.length() >= limits.maxLength()) {
      log.trim(inbox, inbox.fastest());
      inboxes.changed(inbox);
    }
    if (inbox.length() >= limits.maxLength()) {
      return new AppendOutcome(Status.FULL, inbox.epoch, 0, 0, 0);
    }
    if (inbox.length() == 0) {
      inbox.oldest = now;
    }
    long id = Math.max(inbox.lastId + 1, now);
    long seq = inbox.head + 1;
    AppendOutcome stored = new AppendOutcome(Status.STORED, inbox.epoch, seq, id, now);
    batch.put(Keys.message(inbox.userId, seq), MessageValue.of(id, now, append.payload()));
    ids.add(idKey, stored);
    inbox.add(append.dedupId(), stored);
    inboxes.changed(inbox);
    return stored;
  }

  /** Whether there are messages that a read would not see yet. */
  boolean hasUnwritten(List<InboxQuery> queries) {
    for (InboxQuery query : queries) {
      if (inboxes.hasUnwritten(query.userId())) {
        return true;
      }
    }
    return false;
  }

  List<InboxPage> read(List<InboxQuery> queries) throws RocksDBException {
    List<InboxPage> pages = new ArrayList<>(queries.size());
    for (InboxQuery query : queries) {
      pages.add(read(query));
    }
    return pages;
  }

  private InboxPage read(InboxQuery query) throws RocksDBException {
    Inbox inbox = inbox(query.userId());
    LogBounds bounds = inbox.bounds();
    Position after = query.after();
    long acked = inbox.acked(query.device());
    Continuity continuity =
        after == null ? Continuity.KEPT : bounds.judge(after, seq -> log.idAt(inbox, seq));
    long start = after == null ? acked : bounds.start(continuity, after, acked);
    Position from = new Position(inbox.epoch, start, log.idAt(inbox, start));
    return new InboxPage(continuity, from, inbox.head, log.messages(inbox, start, query.limit()));
  }

  @Nullable Void acknowledge(List<Acknowledgement> acknowledgements) throws RocksDBException {
    for (Acknowledgement ack : acknowledgements) {
      Inbox inbox = inbox(ack.userId());
      if (ack.epoch().equals(inbox.epoch)
          && ack.seq() <= inbox.head
          && ack.seq() > inbox.acked(ack.device())) {
        inbox.note(ack.device(), ack.seq(), now);
        inboxes.changed(inbox);
        log.trim(inbox, inbox.slowest(now - LogBounds.DEVICES_LAST.toMillis()));
      }
    }
    return null;
  }

  List<InboxState> states(List<InboxDevice> devices) throws RocksDBException {
    List<InboxState> states = new ArrayList<>(devices.size());
    for (InboxDevice device : devices) {
      Inbox inbox = inbox(device.userId());
      long acked = inbox.acked(device.device());
      if (inbox.note(device.device(), acked, now)) {
        inboxes.changed(inbox);
      }
      states.add(new InboxState(inbox.epoch, acked, inbox.head));
    }
    return states;
  }

  private Inbox inbox(long userId) throws RocksDBException {
    Inbox inbox = inboxes.get(userId);
    if (log.dropOld(inbox, now - limits.maxAge().toMillis())) {
      inboxes.changed(inbox);
    }
    return inbox;
  }

  @Override
  public void close() {
    batch.close();
    files.close();
  }
}
