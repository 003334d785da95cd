package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.inbox.Cursor;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxState;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** Keeps the cursors of followed conversations, no more than an inbox may have. On one thread. */
@RequiredArgsConstructor
final class InboxFollows {

  private final KnownInboxes inboxes;
  private final CursorRows cursors;
  private final BlockRows blocks;
  private final InboxLimits limits;
  private final DamagedInboxes damaged;
  private long now;

  /** How often a collect has found no room in any inbox. */
  private long overflows;

  /** Begins a group. */
  void begin(long time) {
    now = time;
  }

  /** Notes intents, in their order. */
  List<FollowOutcome> follow(List<Follow> follows) throws RocksDBException {
    List<FollowOutcome> outcomes = new ArrayList<>(follows.size());
    for (Follow follow : follows) {
      try {
        outcomes.add(follow(inboxes.asOf(follow.userId(), now), follow));
      } catch (DamagedRowsException e) {
        damaged.tell(follow.userId(), e);
        outcomes.add(new FollowOutcome(FollowOutcome.Status.BROKEN, Place.START));
      }
    }
    return outcomes;
  }

  /** Some of a user's cursors, of what is written. */
  FollowedPage followed(long userId, String after, int limit) throws RocksDBException {
    try {
      Inbox inbox = inboxes.asOf(userId, now);
      if (inbox.overflow == Inbox.SOME) {
        inbox.overflow = ++overflows;
      }
      return cursors.page(userId, after, limit, inbox.overflow);
    } catch (DamagedRowsException e) {
      damaged.tell(userId, e);
      return new FollowedPage(List.of(), null, 0);
    }
  }

  /** Takes cursors away that nobody uses. */
  @Nullable Void unfollow(List<Followed> followed) throws RocksDBException {
    for (Followed one : followed) {
      try {
        unfollow(inboxes.asOf(one.userId(), now), one);
      } catch (DamagedRowsException e) {
        damaged.tell(one.userId(), e);
      }
    }
    return null;
  }

  /** Follows the conversation of a collect that found no room: there is more to bring. */
  void foundNoRoom(Inbox inbox, ConversationId conversation, @Nullable Cursor known)
      throws RocksDBException {
    if (known == null && hasRoom(inbox)) {
      put(inbox, conversation, known, new Cursor(Place.START, now));
    }
    if (inbox.overflow == 0) {
      inboxes.changed(inbox);
    }
    inbox.overflow = ++overflows;
  }

  /** Notes that a user was brought everything, unless a collect has found no room meanwhile. */
  @Nullable Void caughtUp(long userId, long overflow) throws RocksDBException {
    try {
      Inbox inbox = inboxes.asOf(userId, now);
      if (inbox.overflow == overflow && overflow > 0) {
        inbox.overflow = 0;
        inboxes.changed(inbox);
      }
    } catch (DamagedRowsException e) {
      damaged.tell(userId, e);
    }
    return null;
  }

  private FollowOutcome follow(Inbox inbox, Follow follow) throws RocksDBException {
    if (blocks.has(inbox, follow.by())) {
      return new FollowOutcome(FollowOutcome.Status.BLOCKED, Place.START);
    }
    ConversationId conversation = follow.conversation();
    Cursor known = cursors.find(inbox.userId, conversation);
    boolean hasRoom =
        known != null || (conversation.isGroup() ? hasGroupRoom(inbox) : hasRoom(inbox));
    if (!hasRoom) {
      return new FollowOutcome(FollowOutcome.Status.FULL, Place.START);
    }
    Place place = known == null ? Place.START : known.place();
    put(inbox, conversation, known, new Cursor(place, now));
    return new FollowOutcome(FollowOutcome.Status.FOLLOWED, place);
  }

  /**
   * Writes the cursor of a conversation.
   *
   * @param known the one that it had; null for none
   */
  void put(Inbox inbox, ConversationId conversation, @Nullable Cursor known, Cursor cursor)
      throws RocksDBException {
    inboxes.moveOut(inbox);
    cursors.put(inbox.userId, conversation, cursor);
    if (known == null) {
      count(inbox, conversation.isGroup(), 1);
    }
  }

  /** As of {@link InboxState#mayLack}; looks at what is written, unless that was counted before. */
  boolean mayLack(Inbox inbox) {
    try {
      return inbox.overflow != 0 || groups(inbox) > 0;
    } catch (DamagedRowsException e) { // the inbox may be good for all else
      return true;
    }
  }

  private boolean hasGroupRoom(Inbox inbox) {
    return groups(inbox) < limits.maxGroups();
  }

  private int groups(Inbox inbox) {
    if (inbox.groups < 0) {
      inbox.groups = count(inbox.userId);
    }
    return inbox.groups;
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
        (conversation, cursor) -> ConversationId.isGroup(conversation) && groups.add(conversation));
    return groups.size();
  }

  private void unfollow(Inbox inbox, Followed followed) throws RocksDBException {
    Cursor cursor = cursors.find(inbox.userId, followed.conversation());
    if (cursor != null && cursor.mayGo(followed.touchedAt(), now)) {
      inboxes.moveOut(inbox);
      cursors.remove(inbox.userId, followed.conversation());
      count(inbox, followed.conversation().isGroup(), -1);
    }
  }

  /** Whether there is room for one more, if need be in the place of pairs that are over. */
  boolean hasRoom(Inbox inbox) throws RocksDBException {
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
        inboxes.moveOut(inbox);
        cursors.remove(inbox.userId, ConversationId.parse(over.get(i)));
        inbox.cursors--;
      }
    }
    return inbox.cursors < Cursor.MOST;
  }
}
