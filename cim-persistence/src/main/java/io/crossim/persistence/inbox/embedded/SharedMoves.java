package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import lombok.RequiredArgsConstructor;
import org.rocksdb.RocksDBException;

/** Brings messages from shared rows into inboxes, and to rows of their own. On one thread. */
@RequiredArgsConstructor
final class SharedMoves {

  private final KnownInboxes inboxes;
  private final SharedRows shared;
  private final CursorRows cursors;
  private final DamagedInboxes damaged;

  /** The files may have shared rows that are not in memory. */
  private boolean mustRead = true;

  /** What is in memory is forgotten. */
  void forget() {
    shared.forget();
    mustRead = true;
  }

  /**
   * Begins a group: what this process or an earlier one has left in shared rows is brought into the
   * inboxes, unless it is there.
   */
  void begin(long now) throws RocksDBException {
    if (!mustRead) {
      return;
    }
    for (long userId : shared.read()) {
      try {
        inboxes.moveOut(inboxes.asOf(userId, now));
      } catch (DamagedRowsException e) {
        damaged.tell(userId, e);
      }
    }
    shared.readDone();
    mustRead = false;
  }

  /** Adds to the write what moves, with the cursors that it told. */
  void addChanged() throws RocksDBException {
    for (long userId : shared.usersOfOldest()) {
      if (shared.of(userId) != null) {
        inboxes.moveOut(inboxes.get(userId));
      }
    }
    for (Inbox inbox : inboxes.withNewState()) {
      shared
          .settle(inbox, KnownInboxes.MOST_SHARED)
          .forEach((conversation, cursor) -> cursors.put(inbox.userId, conversation, cursor));
    }
    shared.deleteUnneeded();
  }
}
