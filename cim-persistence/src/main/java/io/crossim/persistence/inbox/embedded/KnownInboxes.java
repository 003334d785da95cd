package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.files.Epochs;
import io.crossim.persistence.files.StoreFiles;
import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The inboxes that were used last, as the group under way leaves them, and which of them it
 * changed. On one thread.
 */
@RequiredArgsConstructor
final class KnownInboxes {

  private static final int MOST = 50_000;
  private static final byte[] NOTHING = {};

  /** So many messages may lie behind the head of a state: they are read with it. */
  private static final int MOST_BEHIND_STATE = 16;

  /** So many of them may lie in shared rows, which are in memory. */
  private static final int MOST_SHARED = 128;

  private final StoreFiles files;
  private final WriteBatch batch;
  private final MessageLog log;
  private final SharedRows shared;
  private final CursorRows cursors;
  private final DamagedInboxes damaged;
  private final Duration maxAge;
  private final Epochs epochs = new Epochs();

  /** The one that was used longest ago stands first. */
  private final Map<Long, Inbox> known = new LinkedHashMap<>(16, 0.75f, true);

  private final List<Inbox> changed = new ArrayList<>();

  /**
   * The inbox of a user as of a time: without the messages that are too old then.
   *
   * @throws DamagedRowsException when what lies there of it cannot be read
   */
  Inbox asOf(long userId, long now) throws RocksDBException {
    Inbox inbox = get(userId);
    if (log.dropOld(inbox, now - maxAge.toMillis())) {
      changed(inbox);
    }
    return inbox;
  }

  private Inbox get(long userId) {
    Inbox inbox = known.get(userId);
    if (inbox == null) {
      byte[] state = files.keyValues().get(Keys.state(userId));
      if (state == null) {
        inbox = new Inbox(userId, epochs.next(), new Devices());
        changed(inbox);
      } else {
        inbox = parse(userId, state);
        log.addBehind(inbox);
        if (inbox.stateChanged) {
          changed(inbox);
        }
      }
      known.put(userId, inbox);
    }
    return inbox;
  }

  private Inbox parse(long userId, byte[] state) {
    byte[] devices = files.keyValues().get(Keys.devices(userId));
    try {
      return Inbox.parse(
          userId, state, devices == null ? NOTHING : devices, files.losses(), epochs);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new DamagedRowsException("its state is of another form (" + e.getMessage() + ")", e);
    }
  }

  boolean hasUnwritten(long userId) {
    Inbox inbox = known.get(userId);
    return inbox != null && inbox.unwritten() != null;
  }

  boolean hasGroupsCounted(long userId) {
    Inbox inbox = known.get(userId);
    return inbox != null && inbox.groups >= 0;
  }

  /** Has the state of an inbox written with the group. */
  void changed(Inbox inbox) {
    inbox.stateChanged = true;
    note(inbox);
  }

  /** An inbox has got a message, which tells by itself what changed; every so often it is noted. */
  void grew(Inbox inbox) {
    if (!inbox.stateChanged) {
      inbox.stateChanged = ++inbox.behindState >= MOST_BEHIND_STATE;
    }
    note(inbox);
  }

  /**
   * An inbox has got a message in a row with others.
   *
   * @param count how many it has in such rows
   */
  void grewTogether(Inbox inbox, int count) {
    if (count >= MOST_SHARED) {
      moveOut(inbox);
    }
    note(inbox);
  }

  /** Something changes that shared rows would tell otherwise: what is in them moves. */
  void moveOut(Inbox inbox) {
    SharedMessages messages = shared.of(inbox.userId);
    if (messages != null) {
      messages.isLeaving = true;
      changed(inbox);
    }
  }

  /** Brings into the inboxes what shared rows have, as this process or an earlier one left it. */
  void readShared(long now) throws RocksDBException {
    for (long userId : shared.read()) {
      try {
        Inbox inbox = asOf(userId, now);
        moveOut(inbox);
      } catch (DamagedRowsException e) {
        damaged.tell(userId, e);
      }
    }
    shared.readDone();
  }

  private void note(Inbox inbox) {
    if (!inbox.changed) {
      inbox.changed = true;
      changed.add(inbox);
    }
  }

  /** Moves what is to be in rows of its own by now, with the cursors that it told. */
  void addShared() throws RocksDBException {
    for (long userId : shared.usersOfOldest()) {
      if (shared.of(userId) != null) {
        moveOut(get(userId));
      }
    }
    for (Inbox inbox : changed) {
      if (inbox.stateChanged) {
        shared
            .settle(inbox, MOST_SHARED)
            .forEach((conversation, cursor) -> cursors.put(inbox.userId, conversation, cursor));
      }
    }
    shared.deleteUnneeded();
  }

  void addChanged() throws RocksDBException {
    for (Inbox inbox : changed) {
      if (inbox.stateChanged) {
        boolean isWhole = shared.of(inbox.userId) == null;
        batch.put(
            Keys.state(inbox.userId),
            isWhole ? inbox.state(files.losses()) : inbox.stateAtFloor(files.losses()));
        inbox.behindState = 0;
      }
    }
    for (Inbox inbox : changed) {
      if (inbox.devicesChanged) {
        batch.put(Keys.devices(inbox.userId), inbox.devices.toBytes());
      }
    }
  }

  /** Notes that the changes of all inboxes are in the files. */
  void written() {
    changed.forEach(Inbox::written);
    changed.clear();
    // Not before: the files do not have yet what a group has changed.
    Iterator<Inbox> oldest = known.values().iterator();
    for (int i = known.size(); i > MOST; i--) {
      Inbox inbox = oldest.next();
      if (shared.of(inbox.userId) == null) {
        oldest.remove();
      } else {
        moveOut(inbox); // it can go when the next group is written
      }
    }
  }

  /** Forgets all inboxes in memory, which may be ahead of the files. */
  void forget() {
    known.clear();
    changed.clear();
  }
}
