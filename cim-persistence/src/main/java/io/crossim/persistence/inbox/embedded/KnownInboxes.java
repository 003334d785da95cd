package io.crossim.persistence.inbox.embedded;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

  private final KeyValues files;
  private final WriteBatch batch;

  /** The one that was used longest ago stands first. */
  private final Map<Long, Inbox> known = new LinkedHashMap<>(16, 0.75f, true);

  private final List<Inbox> changed = new ArrayList<>();

  /** Of the inboxes that begin while these files are open. */
  private final String epoch = UUID.randomUUID().toString();

  Inbox get(long userId) {
    Inbox inbox = known.get(userId);
    if (inbox == null) {
      byte[] state = files.get(Keys.state(userId));
      if (state == null) {
        inbox = new Inbox(userId, epoch);
        changed(inbox);
      } else {
        byte[] devices = files.get(Keys.devices(userId));
        inbox = Inbox.parse(userId, state, devices == null ? NOTHING : devices);
      }
      known.put(userId, inbox);
    }
    return inbox;
  }

  boolean hasUnwritten(long userId) {
    Inbox inbox = known.get(userId);
    return inbox != null && inbox.unwritten() != null;
  }

  /** Has the inbox written with the group. */
  void changed(Inbox inbox) {
    if (!inbox.changed) {
      inbox.changed = true;
      changed.add(inbox);
    }
  }

  void addChanged() throws RocksDBException {
    for (Inbox inbox : changed) {
      batch.put(Keys.state(inbox.userId), inbox.state());
      if (inbox.cursorsChanged) {
        batch.put(Keys.devices(inbox.userId), inbox.devices());
      }
    }
  }

  /** The files are as far as the inboxes. */
  void written() {
    changed.forEach(Inbox::written);
    changed.clear();
    // Not before: the files do not have yet what a group has changed.
    Iterator<Inbox> oldest = known.values().iterator();
    for (int i = known.size(); i > MOST; i--) {
      oldest.next();
      oldest.remove();
    }
  }

  /** What is known may be ahead of the files. */
  void forget() {
    known.clear();
    changed.clear();
  }
}
