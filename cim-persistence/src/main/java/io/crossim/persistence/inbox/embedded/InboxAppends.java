package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.InboxLimits;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The appends of a group of calls: stores what is new and has room. On one thread. */
@RequiredArgsConstructor
final class InboxAppends {

  private static final AppendOutcome NO_OUTCOME = new AppendOutcome(Status.BROKEN, "", 0, 0, 0);

  private final WriteBatch batch;
  private final KnownInboxes inboxes;
  private final MessageLog log;
  private final RememberedIds ids;
  private final BlockRows blocks;
  private final InboxLimits limits;
  private final DamagedInboxes damaged;
  private int stored;

  /** Begins a group. */
  void begin() {
    stored = 0;
  }

  /** How many messages the group has stored. */
  int stored() {
    return stored;
  }

  /**
   * Carries the appends out, in their order. Those to an inbox that cannot be read get a status
   * that says so.
   *
   * @param now the time of the group
   */
  List<AppendOutcome> append(List<Append> appends, long now) throws RocksDBException {
    List<AppendOutcome> outcomes = new ArrayList<>(appends.size());
    for (int from = 0; from < appends.size(); from = Append.endOfRun(appends, from)) {
      int end = Append.endOfRun(appends, from);
      long userId = appends.get(from).userId();
      try {
        Inbox inbox = inboxes.asOf(userId, now);
        appendRun(inbox, appends.subList(from, end), now, outcomes);
      } catch (DamagedRowsException e) {
        damaged.tell(userId, e);
        while (outcomes.size() < end) {
          outcomes.add(NO_OUTCOME);
        }
      }
    }
    return outcomes;
  }

  /** All of a run or nothing; what reads the files comes before what changes the inbox. */
  private void appendRun(Inbox inbox, List<Append> run, long now, List<AppendOutcome> outcomes)
      throws RocksDBException {
    boolean isBlocked = blocks.has(inbox, run.get(0).senderId()); // all of a run are of one sender
    if (run.size() == 1) {
      Append append = run.get(0);
      byte[] key = ids.key(append);
      AppendOutcome known = ids.find(inbox, append, key);
      outcomes.add(
          known != null
              ? known
              : isBlocked
                  ? refused(inbox, Status.BLOCKED)
                  : hasRoom(inbox, 1, append.payload().length)
                      ? store(inbox, append, key, now)
                      : refused(inbox, Status.FULL));
      return;
    }
    NewAppends fresh = new NewAppends(ids, inbox, run);
    boolean fits = !isBlocked && hasRoom(inbox, fresh.count(), fresh.bytes());
    Status refusal = isBlocked ? Status.BLOCKED : Status.FULL;
    for (Append append : run) {
      AppendOutcome known = fresh.known(append);
      outcomes.add(
          known != null
              ? known
              : fits ? store(inbox, append, ids.key(append), now) : refused(inbox, refusal));
    }
  }

  /** Whether so much fits in, if need be in the place of what one device has read. */
  boolean hasRoom(Inbox inbox, long more, long moreBytes) throws RocksDBException {
    if (limits.hold(inbox.length(), inbox.bytes(), more, moreBytes)) {
      return true;
    }
    if (log.trim(inbox, inbox.devices.fastest())) {
      inboxes.changed(inbox);
    }
    return limits.hold(inbox.length(), inbox.bytes(), more, moreBytes);
  }

  private static AppendOutcome refused(Inbox inbox, Status status) {
    return new AppendOutcome(status, inbox.epoch, 0, 0, 0);
  }

  private AppendOutcome store(Inbox inbox, Append append, byte[] idKey, long now)
      throws RocksDBException {
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
    inboxes.grew(inbox);
    stored++;
    return outcome;
  }
}
