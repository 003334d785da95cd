package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Cursor;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Brings references to conversations into inboxes. On one thread. */
@RequiredArgsConstructor
final class InboxCollects {

  private final WriteBatch batch;
  private final KnownInboxes inboxes;
  private final CursorRows cursors;
  private final InboxFollows follows;
  private final InboxAppends appends;
  private final DamagedInboxes damaged;
  private int stored;

  /** Begins a group. */
  void begin() {
    stored = 0;
  }

  /** How many references the group has stored. */
  int stored() {
    return stored;
  }

  /** Carries collects out, in their order. */
  List<CollectOutcome> collect(List<Collect> items, long now) throws RocksDBException {
    List<CollectOutcome> outcomes = new ArrayList<>(items.size());
    for (Collect collect : items) {
      try {
        outcomes.add(collect(inboxes.asOf(collect.userId(), now), collect, now));
      } catch (DamagedRowsException e) {
        damaged.tell(collect.userId(), e);
        outcomes.add(CollectOutcome.refused(CollectOutcome.Status.BROKEN, Place.START, "", 0));
      }
    }
    return outcomes;
  }

  private CollectOutcome collect(Inbox inbox, Collect collect, long now) throws RocksDBException {
    Cursor cursor = cursors.find(inbox.userId, collect.conversation());
    Place place = cursor == null ? Place.START : cursor.place();
    CollectOutcome.Status status = collect.at(place);
    if (status == CollectOutcome.Status.TAKEN && !hasRoom(inbox, collect, cursor)) {
      status = CollectOutcome.Status.FULL;
      follows.foundNoRoom(inbox, collect.conversation(), cursor);
    }
    if (status != CollectOutcome.Status.TAKEN) {
      return CollectOutcome.refused(status, place, inbox.epoch, inbox.head);
    }
    long firstId = Math.max(inbox.lastId + 1, now);
    for (Place one : collect.places()) {
      add(inbox, new Reference(collect.conversation(), one), now);
    }
    follows.put(inbox, collect.conversation(), cursor, new Cursor(collect.upTo(), now));
    return new CollectOutcome(status, collect.upTo(), inbox.epoch, inbox.head, firstId, now);
  }

  private void add(Inbox inbox, Reference reference, long now) throws RocksDBException {
    if (inbox.length() == 0) {
      inbox.oldest = now;
    }
    long id = Math.max(inbox.lastId + 1, now);
    inbox.add(inbox.head + 1, id, reference.text().length());
    batch.put(
        Keys.message(inbox.userId, inbox.head),
        MessageValue.of(id, now, inbox.headBytes, reference));
    inboxes.grew(inbox);
    stored++;
  }

  private boolean hasRoom(Inbox inbox, Collect collect, @Nullable Cursor cursor)
      throws RocksDBException {
    return (cursor != null || follows.hasRoom(inbox))
        && appends.hasRoom(inbox, collect.places().size(), collect.bytes());
  }
}
