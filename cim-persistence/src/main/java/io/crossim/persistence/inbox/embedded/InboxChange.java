package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.files.StoreFiles;
import io.crossim.persistence.files.WriteGroup;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.LogBounds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What a group of calls does with the inboxes, and the write that it becomes. Calls of a group see
 * what those before them changed, but for reads, which see what is written. On one thread.
 */
final class InboxChange implements WriteGroup {

  private static final InboxState NO_STATE = new InboxState("", 0, 0, /* mayLack= */ true);

  private final StoreFiles files;
  private final WriteBatch batch = new WriteBatch();
  private final KnownInboxes inboxes;
  private final MessageLog log;
  private final RememberedIds ids;
  private final InboxPreferences preferences;
  private final InboxAppends appends;
  private final CursorRows cursors;
  private final SharedRows shared;
  private final InboxReads reads;
  private final InboxFollows follows;
  private final InboxCollects collects;
  private final InboxLimits limits;
  private final DamagedInboxes damaged = new DamagedInboxes();
  private long now;

  /** The files may have shared rows that are not in memory. */
  private boolean mustReadShared = true;

  /**
   * Makes a change that owns the files from now on.
   *
   * @param fewestShared so many inboxes have what they get at once in a row together
   */
  InboxChange(StoreFiles files, InboxLimits limits, int fewestShared) {
    this.files = files;
    this.limits = limits;
    this.shared = new SharedRows(files.keyValues(), batch);
    MessagePages pages = new MessagePages(files.keyValues(), shared);
    this.log = new MessageLog(files.keyValues(), batch, shared, pages);
    this.cursors = new CursorRows(files.keyValues(), batch, shared);
    this.inboxes = new KnownInboxes(files, batch, log, shared, cursors, damaged, limits.maxAge());
    this.ids = new RememberedIds(files.keyValues(), batch);
    BlockRows blocks = new BlockRows(files.keyValues(), batch);
    MuteRows mutes = new MuteRows(files.keyValues(), batch);
    this.preferences = new InboxPreferences(inboxes, blocks, mutes, damaged);
    this.appends = new InboxAppends(batch, inboxes, log, ids, blocks, limits, damaged);
    this.reads = new InboxReads(inboxes, log, pages, damaged);
    this.follows = new InboxFollows(inboxes, cursors, blocks, limits, damaged);
    this.collects = 
        new InboxCollects(batch, inboxes, cursors, shared, follows, appends, damaged, fewestShared);
  }

  @Override
  public void begin(long time) throws RocksDBException {
    now = time;
    appends.begin();
    collects.begin();
    reads.begin();
    preferences.begin(time);
    follows.begin(time);
    ids.begin(time);
    if (mustReadShared) {
      inboxes.readShared(time);
      mustReadShared = false;
    }
  }

  @Override
  public long size() {
    return batch.getDataSize() + reads.bytes();
  }

  @Override
  public void write() throws RocksDBException {
    inboxes.addShared();
    cursors.addChanged();
    inboxes.addChanged();
    if (batch.count() > 0) {
      files.write(batch, appends.stored() + collects.stored());
      batch.clear();
    }
    inboxes.written();
    ids.written();
    cursors.written();
  }

  @Override
  public void look() {
    files.look();
  }

  @Override
  public void undo() {
    batch.clear();
    inboxes.forget();
    cursors.forget();
    shared.forget();
    mustReadShared = true;
  }

  List<AppendOutcome> append(List<Append> items) throws RocksDBException {
    return appends.append(items, now);
  }

  /** Whether there are messages that a read would not see yet. */
  boolean hasUnwritten(List<InboxQuery> queries) {
    return reads.hasUnwritten(queries);
  }

  List<InboxPage> read(List<InboxQuery> queries) throws RocksDBException {
    return reads.read(queries, now);
  }

  /** Whether there are cursors that a look through the files would not see yet. */
  boolean hasUnwrittenCursors(List<?> unused) {
    return cursors.hasUnwritten();
  }

  InboxPreferences preferences() {
    return preferences;
  }

  InboxFollows follows() {
    return follows;
  }

  List<CollectOutcome> collect(List<Collect> items) throws RocksDBException {
    return collects.collect(items, now);
  }

  @Nullable Void acknowledge(List<Acknowledgement> acknowledgements) throws RocksDBException {
    for (Acknowledgement ack : acknowledgements) {
      try {
        acknowledge(ack);
      } catch (DamagedRowsException e) {
        damaged.tell(ack.userId(), e);
      }
    }
    return null;
  }

  private void acknowledge(Acknowledgement ack) throws RocksDBException {
    Inbox inbox = inbox(ack.userId());
    if (ack.epoch().equals(inbox.epoch)
        && ack.seq() <= inbox.head
        && ack.seq() > inbox.acked(ack.device())) {
      note(inbox, ack.device(), ack.seq());
      log.trim(inbox, inbox.devices.slowest(now - LogBounds.DEVICES_LAST.toMillis()));
    }
  }

  private void note(Inbox inbox, String device, long seq) {
    if (inbox.devices.note(device, seq, now, limits.maxDevices())) {
      inbox.devicesChanged = true;
      inboxes.changed(inbox);
    }
  }

  /** Whether the states of devices need cursors that the files do not show yet. */
  boolean hasUncounted(List<InboxDevice> devices) {
    return cursors.hasUnwritten()
        && devices.stream().anyMatch(device -> !inboxes.hasGroupsCounted(device.userId()));
  }

  List<InboxState> states(List<InboxDevice> devices) throws RocksDBException {
    List<InboxState> states = new ArrayList<>(devices.size());
    for (InboxDevice device : devices) {
      try {
        Inbox inbox = inbox(device.userId());
        long acked = inbox.acked(device.device());
        note(inbox, device.device(), acked);
        states.add(new InboxState(inbox.epoch, acked, inbox.head, follows.mayLack(inbox)));
      } catch (DamagedRowsException e) {
        damaged.tell(device.userId(), e);
        states.add(NO_STATE);
      }
    }
    return states;
  }

  private Inbox inbox(long userId) throws RocksDBException {
    return inboxes.asOf(userId, now);
  }

  @Override
  public void close() {
    batch.close();
    files.close();
  }
}
