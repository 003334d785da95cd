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
  private final SharedRows shared;
  private final InboxFollows follows;
  private final InboxAppends appends;
  private final DamagedInboxes damaged;

  /** So many inboxes have what they get at once in a row together. */
  private final int fewestShared;

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
    int from = 0;
    while (from < items.size()) {
      int end = endOfSame(items, from);
      Collect first = items.get(from);
      SharedRow row =
          end - from < fewestShared || first.places().isEmpty()
              ? null
              : shared.begin(first.conversation(), first.upTo(), now, first.places());
      for (Collect collect : items.subList(from, end)) {
        outcomes.add(collect(collect, row, now));
      }
      if (row != null) {
        shared.put(row);
      }
      from = end;
    }
    return outcomes;
  }

  /** The end of those that bring the same to different users. */
  private static int endOfSame(List<Collect> items, int from) {
    Collect first = items.get(from);
    int end = from + 1;
    while (end < items.size() && first.bringsSame(items.get(end))) {
      end++;
    }
    return end;
  }

  private CollectOutcome collect(Collect collect, @Nullable SharedRow row, long now)
      throws RocksDBException {
    try {
      return collect(inboxes.asOf(collect.userId(), now), collect, row, now);
    } catch (DamagedRowsException e) {
      damaged.tell(collect.userId(), e);
      return CollectOutcome.refused(CollectOutcome.Status.BROKEN, Place.START, "", 0);
    }
  }

  private CollectOutcome collect(
      Inbox inbox, Collect collect, @Nullable SharedRow row, long now) throws RocksDBException {
    Cursor cursor = cursors.find(inbox.userId, collect.conversation());
    Place place = cursor == null ? Place.START : cursor.place();
    CollectOutcome.Status status = collect.at(place);
    if (status == CollectOutcome.Status.TAKEN && !hasRoom(inbox, collect, row, cursor)) {
      status = CollectOutcome.Status.FULL;
      follows.foundNoRoom(inbox, collect.conversation(), cursor);
    }
    if (status != CollectOutcome.Status.TAKEN) {
      return CollectOutcome.refused(status, place, inbox.epoch, inbox.head);
    }
    long firstId = Math.max(inbox.lastId + 1, now);
    if (row != null && cursor != null) {
      addTogether(inbox, row, firstId);
    } else {
      for (Place one : collect.places()) {
        add(inbox, new Reference(collect.conversation(), one), now);
      }
      follows.put(inbox, collect.conversation(), cursor, new Cursor(collect.upTo(), now));
    }
    return new CollectOutcome(status, collect.upTo(), inbox.epoch, inbox.head, firstId, now);
  }

  /** Adds all of a row, which also tells the cursor. */
  private void addTogether(Inbox inbox, SharedRow row, long firstId) {
    row.add(inbox.userId, inbox.head + 1, firstId);
    int count = 0;
    for (int i = 0; i < row.references.size(); i++) {
      if (inbox.length() == 0) {
        inbox.oldest = row.storedAt;
      }
      inbox.add(inbox.head + 1, firstId + i, row.bytes(i));
      count = shared.add(inbox, row, i);
      stored++;
    }
    inboxes.grewTogether(inbox, count);
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

  private boolean hasRoom(
      Inbox inbox, Collect collect, @Nullable SharedRow row, @Nullable Cursor cursor)
      throws RocksDBException {
    long bytes = row == null ? collect.bytes() : row.bytes();
    return (cursor != null || follows.hasRoom(inbox))
        && appends.hasRoom(inbox, collect.places().size(), bytes);
  }
}
