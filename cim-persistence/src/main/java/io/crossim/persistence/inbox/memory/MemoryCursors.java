package io.crossim.persistence.inbox.memory;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Cursor;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxState;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The cursors of one user's conversations. The inbox's lock guards it. */
@RequiredArgsConstructor
final class MemoryCursors {

  private final InboxLimits limits;

  /** By the keys of their conversations. */
  private final NavigableMap<String, Cursor> cursors = new TreeMap<>();

  /** How often a collect has found no room. */
  private long overflows;

  /** As of {@link FollowedPage#overflow}. */
  private long overflow;

  FollowOutcome follow(ConversationId conversation, long now) {
    Cursor known = cursors.get(conversation.key());
    boolean isFull =
        conversation.isGroup() ? groups() >= limits.maxGroups() : cursors.size() >= Cursor.MOST;
    if (known == null && isFull) {
      return new FollowOutcome(FollowOutcome.Status.FULL, Place.START);
    }
    Place place = known == null ? Place.START : known.place();
    cursors.put(conversation.key(), new Cursor(place, now));
    return new FollowOutcome(FollowOutcome.Status.FOLLOWED, place);
  }

  private long groups() {
    return cursors.keySet().stream().filter(ConversationId::isGroup).count();
  }

  FollowedPage page(long userId, String after, int limit) {
    List<Followed> page = new ArrayList<>();
    @Nullable String next = null;
    for (var entry : cursors.tailMap(after, false).entrySet()) {
      if (page.size() == limit) {
        next = page.get(limit - 1).conversation().key();
        break;
      }
      Cursor cursor = entry.getValue();
      page.add(
          new Followed(
              userId, ConversationId.parse(entry.getKey()), cursor.place(), cursor.touchedAt()));
    }
    return new FollowedPage(page, next, overflow);
  }

  void unfollow(Followed followed, long now) {
    String key = followed.conversation().key();
    Cursor cursor = cursors.get(key);
    if (cursor != null && cursor.mayGo(followed.touchedAt(), now)) {
      cursors.remove(key);
    }
  }

  /** Where the inbox stands in a conversation. */
  Place place(ConversationId conversation) {
    Cursor cursor = cursors.get(conversation.key());
    return cursor == null ? Place.START : cursor.place();
  }

  /** Whether there is room for the cursor of a conversation. */
  boolean hasRoomFor(ConversationId conversation, long now) {
    if (cursors.size() < Cursor.MOST || cursors.containsKey(conversation.key())) {
      return true;
    }
    cursors.entrySet().removeIf(e -> Cursor.isOver(e.getKey(), e.getValue().touchedAt(), now));
    return cursors.size() < Cursor.MOST;
  }

  /** Follows the conversation of a collect that found no room: there is more to bring. */
  void foundNoRoom(ConversationId conversation, long now) {
    if (hasRoomFor(conversation, now)) {
      cursors.putIfAbsent(conversation.key(), new Cursor(Place.START, now));
    }
    overflow = ++overflows;
  }

  boolean isBehind() {
    return overflow != 0;
  }

  /** As of {@link InboxState#mayLack}. */
  boolean mayLack() {
    return isBehind() || (!cursors.isEmpty() && ConversationId.isGroup(cursors.firstKey()));
  }

  void caughtUp(long upTo) {
    overflow = overflow == upTo ? 0 : overflow;
  }

  void move(ConversationId conversation, Place to, long now) {
    cursors.put(conversation.key(), new Cursor(to, now));
  }
}
