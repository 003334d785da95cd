package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.files.KeyValues;
import io.crossim.persistence.inbox.Cursor;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/** The cursors of conversations in the files, as the group under way leaves them. On one thread. */
@RequiredArgsConstructor
final class CursorRows {

  private static final int MOST_KNOWN = 100_000;

  private final KeyValues files;
  private final WriteBatch batch;
  private final SharedRows shared;

  /**
   * Those that were used last, which a busy conversation asks for with each message. The one that
   * was used longest ago stands first.
   */
  private final Map<Key, Cursor> known = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * What the group has changed; null where it took one away. It goes into the write behind all
   * messages: rows whose keys lie close to each other are written faster one behind the other.
   */
  private final Map<Key, @Nullable Cursor> unwritten = new LinkedHashMap<>();

  /** The cursor of a conversation; null when there is none. */
  @Nullable Cursor find(long userId, ConversationId conversation) {
    Cursor together = shared.cursor(userId, conversation);
    if (together != null) {
      return together;
    }
    Key key = new Key(userId, conversation);
    Cursor cursor = known.get(key);
    if (cursor != null || unwritten.containsKey(key)) {
      return cursor;
    }
    byte[] value = files.find(Keys.cursor(userId, conversation.key()));
    if (value == null) {
      return null;
    }
    Cursor found = parse(conversation.key(), value);
    known.put(key, found);
    return found;
  }

  void put(long userId, ConversationId conversation, Cursor cursor) {
    shared.forgetCursor(userId, conversation);
    Key key = new Key(userId, conversation);
    known.put(key, cursor);
    unwritten.put(key, cursor);
  }

  void remove(long userId, ConversationId conversation) {
    shared.forgetCursor(userId, conversation);
    Key key = new Key(userId, conversation);
    known.remove(key);
    unwritten.put(key, null);
  }

  /** Whether the files do not show something yet. */
  boolean hasUnwritten() {
    return !unwritten.isEmpty();
  }

  void addChanged() throws RocksDBException {
    for (Map.Entry<Key, @Nullable Cursor> one : unwritten.entrySet()) {
      byte[] key = Keys.cursor(one.getKey().userId, one.getKey().conversation.key());
      Cursor cursor = one.getValue();
      if (cursor == null) {
        batch.delete(key);
      } else {
        batch.put(
            key,
            ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(cursor.place().seq())
                .putLong(cursor.place().messageId())
                .putLong(cursor.touchedAt())
                .array());
      }
    }
  }

  /** Notes that the files show all changes. */
  void written() {
    unwritten.clear();
    // Not before: the files do not have yet what a group has changed.
    Iterator<Cursor> oldest = known.values().iterator();
    for (int i = known.size(); i > MOST_KNOWN; i--) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Forgets all cursors in memory, which may be ahead of the files. */
  void forget() {
    unwritten.clear();
    known.clear();
  }

  /**
   * Some of a user's, of what is written.
   *
   * @param overflow of their inbox
   */
  FollowedPage page(long userId, String after, int limit, long overflow) {
    List<Followed> page = new ArrayList<>();
    boolean hasMore =
        !each(
            userId,
            after,
            (conversation, cursor) -> {
              if (page.size() == limit) {
                return false;
              }
              ConversationId id = ConversationId.parse(conversation);
              page.add(new Followed(userId, id, cursor.place(), cursor.touchedAt()));
              return true;
            });
    String next = hasMore ? page.get(limit - 1).conversation().key() : null;
    return new FollowedPage(page, next, overflow);
  }

  /**
   * Visits a user's, of what is written, in the order of their keys.
   *
   * @param visitor answers whether to go on
   * @return whether all were visited
   */
  boolean each(long userId, String after, BiPredicate<String, Cursor> visitor) {
    byte[] prefix = Keys.cursor(userId, "");
    try (RocksIterator iterator = files.iterator()) {
      iterator.seek(Keys.cursor(userId, after));
      for (; iterator.isValid() && startsWith(iterator.key(), prefix); iterator.next()) {
        String conversation = Keys.conversation(iterator.key());
        Cursor together = shared.cursor(userId, conversation);
        if (!conversation.equals(after)
            && !visitor.test(
                conversation,
                together == null ? parse(conversation, iterator.value()) : together)) {
          return false;
        }
      }
      files.check(iterator);
      return true;
    }
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static Cursor parse(String conversation, byte[] value) {
    try {
      ByteBuffer in = ByteBuffer.wrap(value);
      return new Cursor(new Place(in.getLong(), in.getLong()), in.getLong());
    } catch (BufferUnderflowException e) {
      throw new DamagedRowsException("the cursor of " + conversation + " is not whole", e);
    }
  }

  private record Key(long userId, ConversationId conversation) {}
}
