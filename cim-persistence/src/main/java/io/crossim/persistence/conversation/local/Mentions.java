package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;

/** Which of the last messages mention whom. */
@RequiredArgsConstructor
final class Mentions {

  /** Stands for every member. */
  private static final long ALL = 0;

  private final Conversation conversation;

  void add(Entry entry, boolean all) {
    for (long user : entry.users()) {
      add(user, entry.seq());
    }
    if (all) {
      add(ALL, entry.seq());
    }
  }

  private void add(long user, long seq) {
    List<Long> places = places(user);
    places.add(seq);
    put(user, places);
  }

  /** Forgets the mentions of a message that was recalled. */
  void remove(Entry entry) {
    for (long user : entry.users()) {
      remove(user, entry.seq());
    }
    remove(ALL, entry.seq());
  }

  private void remove(long user, long seq) {
    List<Long> places = places(user);
    if (places.remove(seq)) {
      put(user, places);
    }
  }

  /** How many messages behind a place mention a user. */
  int count(long userId, long behind) {
    Set<Long> places = new HashSet<>(places(userId));
    places.addAll(places(ALL));
    long least = Math.max(behind, conversation.state.floor);
    return (int) places.stream().filter(seq -> seq > least).count();
  }

  private List<Long> places(long user) {
    byte[] value = conversation.rows.get(RowKeys.mentions(conversation.id(), user));
    List<Long> places = new ArrayList<>();
    if (value != null) {
      ByteBuffer in = ByteBuffer.wrap(value);
      while (in.remaining() >= Long.BYTES) {
        places.add(in.getLong());
      }
    }
    return places;
  }

  private void put(long user, List<Long> places) {
    List<Long> last =
        places.subList(
            Math.max(0, places.size() - ConversationLimits.MENTIONS_KEPT), places.size());
    ByteBuffer out = ByteBuffer.allocate(last.size() * Long.BYTES);
    last.forEach(out::putLong);
    conversation.rows.put(RowKeys.mentions(conversation.id(), user), out.array());
  }
}
