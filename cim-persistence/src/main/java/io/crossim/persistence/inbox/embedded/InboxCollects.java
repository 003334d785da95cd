package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Cursor;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxLimits;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Brings references to conversations into inboxes, and keeps the cursors. On one thread. */
@RequiredArgsConstructor
final class InboxCollects {

  private final WriteBatch batch;
  private final KnownInboxes inboxes;
  private final CursorRows cursors;
  private final InboxAppends appends;
  private final InboxLimits limits;
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

  /** Notes intents, in their order. */
  List<FollowOutcome> follow(List<Follow> follows, long now) throws RocksDBException {
    List<FollowOutcome> outcomes = new ArrayList<>(follows.size());
    for (Follow follow : follows) {
      try {
        outcomes.add(follow(inbox(follow.userId(), now), follow.conversation(), now));
      } catch (DamagedRowsException e) {
        damaged.tell(follow.userId(), e);
        outcomes.add(new FollowOutcome(FollowOutcome.Status.BROKEN, Place.START));
      }
    }
    return outcomes;
  }

  /** Some of a user's cursors, of what is written. */
  FollowedPage followed(long userId, String after, int limit) {
    try {
      return cursors.page(userId, after, limit);
    } catch (DamagedRowsException e) {
      damaged.tell(userId, e);
      return new FollowedPage(List.of(), null);
    }
  }

  /** Takes cursors away that nobody uses. */
  void unfollow(List<Followed> followed, long now) throws RocksDBException {
    for (Followed one : followed) {
      try {
        unfollow(inbox(one.userId(), now), one, now);
      } catch (DamagedRowsException e) {
        damaged.tell(one.userId(), e);
      }
    }
  }

  /** Carries collects out, in their order. */
  List<CollectOutcome> collect(List<Collect> items, long now) throws RocksDBException {
    List<CollectOutcome> outcomes = new ArrayList<>(items.size());
    for (Collect collect : items) {
      try {
        outcomes.add(collect(inbox(collect.userId(), now), collect, now));
      } catch (DamagedRowsException e) {
        damaged.tell(collect.userId(), e);
        outcomes.add(CollectOutcome.refused(CollectOutcome.Status.BROKEN, Place.START, "", 0));
      }
    }
    return outcomes;
  }

  private Inbox inbox(long userId, long now) throws RocksDBException {
    return inboxes.current(userId, now - limits.maxAge().toMillis());
  }

  private FollowOutcome follow(Inbox inbox, ConversationId conversation, long now)
      throws RocksDBException {
    Cursor known = cursors.find(inbox.userId, conversation);
    if (known == null) {
      boolean hasRoom = conversation.isGroup() ? hasGroupRoom(inbox) : hasCursorRoom(inbox, now);
      if (!hasRoom) {
        return new FollowOutcome(FollowOutcome.Status.FULL, Place.START);
      }
      count(inbox, conversation.isGroup(), 1);
    }
    Place place = known == null ? Place.START : known.place();
    cursors.put(inbox.userId, conversation, new Cursor(place, now));
    return new FollowOutcome(FollowOutcome.Status.FOLLOWED, place);
  }

  private boolean hasGroupRoom(Inbox inbox) {
    if (inbox.groups < 0) {
      inbox.groups = count(inbox.userId);
    }
    return inbox.groups < limits.maxGroups();
  }

  /** Counts a cursor that came or went, where they were counted before. */
  private static void count(Inbox inbox, boolean isGroup, int more) {
    inbox.cursors += inbox.cursors < 0 ? 0 : more;
    inbox.groups += isGroup && inbox.groups >= 0 ? more : 0;
  }

  private int count(long userId) {
    List<String> groups = new ArrayList<>();
    cursors.each(
        userId,
        "",
        (conversation, cursor) -> !conversation.startsWith("g") || groups.add(conversation));
    return groups.size();
  }

  private void unfollow(Inbox inbox, Followed followed, long now) throws RocksDBException {
    Cursor cursor = cursors.find(inbox.userId, followed.conversation());
    if (cursor != null && cursor.mayGo(followed.touchedAt(), now)) {
      cursors.remove(inbox.userId, followed.conversation().key());
      count(inbox, followed.conversation().isGroup(), -1);
    }
  }

  private CollectOutcome collect(Inbox inbox, Collect collect, long now) throws RocksDBException {
    Cursor cursor = cursors.find(inbox.userId, collect.conversation());
    Place place = cursor == null ? Place.START : cursor.place();
    CollectOutcome.Status status = collect.at(place);
    if (status == CollectOutcome.Status.TAKEN && !hasRoom(inbox, collect, cursor, now)) {
      status = CollectOutcome.Status.FULL;
      setBehind(inbox, true);
    }
    if (status != CollectOutcome.Status.TAKEN) {
      return CollectOutcome.refused(status, place, inbox.epoch, inbox.head);
    }
    setBehind(inbox, false);
    long firstId = Math.max(inbox.lastId + 1, now);
    for (Place one : collect.places()) {
      add(inbox, new Reference(collect.conversation(), one), now);
    }
    cursors.put(inbox.userId, collect.conversation(), new Cursor(collect.upTo(), now));
    if (cursor == null) {
      count(inbox, collect.conversation().isGroup(), 1);
    }
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
    inboxes.changed(inbox);
    stored++;
  }

  private void setBehind(Inbox inbox, boolean behind) {
    if (inbox.behind != behind) {
      inbox.behind = behind;
      inboxes.changed(inbox);
    }
  }

  private boolean hasRoom(Inbox inbox, Collect collect, @Nullable Cursor cursor, long now)
      throws RocksDBException {
    return (cursor != null || hasCursorRoom(inbox, now))
        && appends.hasRoom(inbox, collect.places().size(), collect.bytes());
  }

  /** Whether there is room for one more cursor, if need be in the place of pairs that are over. */
  private boolean hasCursorRoom(Inbox inbox, long now) throws RocksDBException {
    if (inbox.cursors < 0) {
      List<String> over = new ArrayList<>();
      List<String> all = new ArrayList<>();
      cursors.each(
          inbox.userId,
          "",
          (conversation, cursor) ->
              all.add(conversation)
                  && (!Cursor.isOver(conversation, cursor.touchedAt(), now)
                      || over.add(conversation)));
      inbox.cursors = all.size();
      for (int i = 0; inbox.cursors >= Cursor.MOST && i < over.size(); i++) {
        cursors.remove(inbox.userId, over.get(i));
        inbox.cursors--;
      }
    }
    return inbox.cursors < Cursor.MOST;
  }
}
