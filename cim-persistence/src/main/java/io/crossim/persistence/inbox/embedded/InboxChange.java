package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxPage.Continuity;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.LogBounds;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
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

  private static final InboxPage NO_PAGE =
      new InboxPage(Continuity.KEPT, new Position("", 0, 0), 0, List.of());
  private static final InboxState NO_STATE = new InboxState("", 0, 0);
  private static final AppendOutcome NO_OUTCOME = new AppendOutcome(Status.BROKEN, "", 0, 0, 0);

  private final InboxFiles files;
  private final WriteBatch batch = new WriteBatch();
  private final KnownInboxes inboxes;
  private final MessageLog log;
  private final RememberedIds ids;
  private final CursorRows cursors;
  private final Collects collects;
  private final InboxLimits limits;
  private final DamagedInboxes damaged = new DamagedInboxes();
  private long now;
  private int stored;
  private long pageBytes;

  /** Makes a change that owns the files from now on. */
  InboxChange(InboxFiles files, InboxLimits limits) {
    this.files = files;
    this.limits = limits;
    this.inboxes = new KnownInboxes(files, batch);
    this.log = new MessageLog(files.keyValues(), batch);
    this.ids = new RememberedIds(files.keyValues(), batch);
    this.cursors = new CursorRows(files.keyValues(), batch);
    this.collects = new Collects(batch, inboxes, cursors, limits, this::hasRoom);
  }

  /** Begins a group, at this time. */
  void begin(long time) throws RocksDBException {
    now = time;
    stored = 0;
    pageBytes = 0;
    ids.begin(time);
  }

  /** How many bytes the group holds: what is to be written, and the messages that it has read. */
  long size() {
    return batch.getDataSize() + pageBytes;
  }

  /** Writes everything; after that the calls may be answered. */
  void write() throws RocksDBException {
    inboxes.addChanged();
    if (batch.count() > 0) {
      files.write(batch, stored);
      batch.clear();
    }
    inboxes.written();
    ids.written();
    cursors.written();
  }

  /** Looks after the files; to be called between groups. */
  void look() {
    files.look();
  }

  /** Forgets what the group did. */
  void undo() {
    batch.clear();
    inboxes.forget();
    cursors.written();
  }

  List<AppendOutcome> append(List<Append> appends) throws RocksDBException {
    List<AppendOutcome> outcomes = new ArrayList<>(appends.size());
    for (int from = 0; from < appends.size(); from = Append.endOfRun(appends, from)) {
      int end = Append.endOfRun(appends, from);
      long userId = appends.get(from).userId();
      try {
        appendRun(appends, from, end, outcomes);
      } catch (DamagedInboxException e) {
        damaged.tell(userId, e);
        while (outcomes.size() < end) {
          outcomes.add(NO_OUTCOME);
        }
      }
    }
    return outcomes;
  }

  /** All of a run or nothing; what reads the files comes before what changes the inbox. */
  private void appendRun(List<Append> appends, int from, int end, List<AppendOutcome> outcomes)
      throws RocksDBException {
    Inbox inbox = inbox(appends.get(from).userId());
    if (end - from == 1) {
      Append append = appends.get(from);
      byte[] key = ids.key(append);
      AppendOutcome known = ids.find(inbox, append, key);
      outcomes.add(
          known != null
              ? known
              : hasRoom(inbox, 1, append.payload().length)
                  ? store(inbox, append, key)
                  : full(inbox));
      return;
    }
    NewAppends fresh = new NewAppends(ids, inbox, appends.subList(from, end));
    boolean fits = hasRoom(inbox, fresh.count(), fresh.bytes());
    for (Append append : appends.subList(from, end)) {
      AppendOutcome known = fresh.known(append);
      outcomes.add(
          known != null ? known : fits ? store(inbox, append, ids.key(append)) : full(inbox));
    }
  }

  /** Whether so much fits in, if need be in the place of what one device has read. */
  private boolean hasRoom(Inbox inbox, long more, long moreBytes) throws RocksDBException {
    if (limits.hold(inbox.length(), inbox.bytes(), more, moreBytes)) {
      return true;
    }
    if (log.trim(inbox, inbox.devices.fastest())) {
      inboxes.changed(inbox);
    }
    return limits.hold(inbox.length(), inbox.bytes(), more, moreBytes);
  }

  private static AppendOutcome full(Inbox inbox) {
    return new AppendOutcome(Status.FULL, inbox.epoch, 0, 0, 0);
  }

  private AppendOutcome store(Inbox inbox, Append append, byte[] idKey) throws RocksDBException {
    if (inbox.length() == 0) {
      inbox.oldest = now;
    }
    long id = Math.max(inbox.lastId + 1, now);
    AppendOutcome outcome = new AppendOutcome(Status.STORED, inbox.epoch, inbox.head + 1, id, now);
    inbox.add(append.dedupId(), outcome, append.payload().length);
    batch.put(
        Keys.message(inbox.userId, outcome.seq()),
        MessageValue.of(id, now, inbox.headBytes, append.payload()));
    ids.add(idKey, outcome);
    inboxes.changed(inbox);
    stored++;
    return outcome;
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
    try {
      Inbox inbox = inbox(query.userId());
      LogBounds bounds = inbox.bounds();
      Position after = query.after();
      long acked = inbox.acked(query.device());
      Continuity continuity =
          after == null
              ? Continuity.KEPT
              : bounds.judge(after, seq -> log.at(inbox, seq).messageId());
      long start = after == null ? acked : bounds.start(continuity, after, acked);
      Position from = new Position(inbox.epoch, start, log.at(inbox, start).messageId());
      List<StoredMessage> messages = log.messages(inbox, start, query.limit(), query.maxBytes());
      for (StoredMessage message : messages) {
        pageBytes += message.bytes();
      }
      return new InboxPage(continuity, from, inbox.head, messages, inbox.behind);
    } catch (DamagedInboxException e) {
      damaged.tell(query.userId(), e);
      return NO_PAGE;
    }
  }

  /** Whether there are cursors that a look through the files would not see yet. */
  boolean hasUnwrittenCursors(List<?> unused) {
    return cursors.hasUnwritten();
  }

  List<FollowOutcome> follow(List<Follow> follows) throws RocksDBException {
    List<FollowOutcome> outcomes = new ArrayList<>(follows.size());
    for (Follow follow : follows) {
      try {
        outcomes.add(collects.follow(inbox(follow.userId()), follow.conversation(), now));
      } catch (DamagedInboxException e) {
        damaged.tell(follow.userId(), e);
        outcomes.add(new FollowOutcome(FollowOutcome.Status.BROKEN, Place.START));
      }
    }
    return outcomes;
  }

  FollowedPage followed(long userId, String after, int limit) {
    try {
      return cursors.page(userId, after, limit);
    } catch (DamagedInboxException e) {
      damaged.tell(userId, e);
      return new FollowedPage(List.of(), null);
    }
  }

  @Nullable Void unfollow(List<Followed> followed) throws RocksDBException {
    for (Followed one : followed) {
      try {
        collects.unfollow(inbox(one.userId()), one, now);
      } catch (DamagedInboxException e) {
        damaged.tell(one.userId(), e);
      }
    }
    return null;
  }

  List<CollectOutcome> collect(List<Collect> batchOfCollects) throws RocksDBException {
    List<CollectOutcome> outcomes = new ArrayList<>(batchOfCollects.size());
    for (Collect collect : batchOfCollects) {
      outcomes.add(collect(collect));
    }
    return outcomes;
  }

  private CollectOutcome collect(Collect collect) throws RocksDBException {
    try {
      CollectOutcome outcome = collects.collect(inbox(collect.userId()), collect, now);
      if (outcome.status() == CollectOutcome.Status.TAKEN) {
        stored += collect.places().size();
      }
      return outcome;
    } catch (DamagedInboxException e) {
      damaged.tell(collect.userId(), e);
      return CollectOutcome.refused(CollectOutcome.Status.BROKEN, Place.START, "", 0);
    }
  }

  @Nullable Void acknowledge(List<Acknowledgement> acknowledgements) throws RocksDBException {
    for (Acknowledgement ack : acknowledgements) {
      try {
        acknowledge(ack);
      } catch (DamagedInboxException e) {
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

  List<InboxState> states(List<InboxDevice> devices) throws RocksDBException {
    List<InboxState> states = new ArrayList<>(devices.size());
    for (InboxDevice device : devices) {
      try {
        Inbox inbox = inbox(device.userId());
        long acked = inbox.acked(device.device());
        note(inbox, device.device(), acked);
        states.add(new InboxState(inbox.epoch, acked, inbox.head));
      } catch (DamagedInboxException e) {
        damaged.tell(device.userId(), e);
        states.add(NO_STATE);
      }
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
