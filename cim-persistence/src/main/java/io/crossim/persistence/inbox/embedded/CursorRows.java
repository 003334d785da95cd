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
import java.util.HashMap;
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

  private final KeyValues files;
  private final WriteBatch batch;

  /** What the group has changed, by key; null where it took one away. The files show none of it. */
  private final Map<ByteBuffer, @Nullable Cursor> unwritten = new HashMap<>();

  /** The cursor of a conversation; null when there is none. */
  @Nullable Cursor find(long userId, ConversationId conversation) {
    byte[] key = Keys.cursor(userId, conversation.key());
    if (unwritten.containsKey(ByteBuffer.wrap(key))) {
      return unwritten.get(ByteBuffer.wrap(key));
    }
    byte[] value = files.find(key);
    return value == null ? null : parse(conversation.key(), value);
  }

  void put(long userId, ConversationId conversation, Cursor cursor) throws RocksDBException {
    byte[] key = Keys.cursor(userId, conversation.key());
    batch.put(
        key,
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(cursor.place().seq())
            .putLong(cursor.place().messageId())
            .putLong(cursor.touchedAt())
            .array());
    unwritten.put(ByteBuffer.wrap(key), cursor);
  }

  void remove(long userId, String conversation) throws RocksDBException {
    byte[] key = Keys.cursor(userId, conversation);
    batch.delete(key);
    unwritten.put(ByteBuffer.wrap(key), null);
  }

  /** Whether the files do not show something yet. */
  boolean hasUnwritten() {
    return !unwritten.isEmpty();
  }

  void written() {
    unwritten.clear();
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
        if (!conversation.equals(after)
            && !visitor.test(conversation, parse(conversation, iterator.value()))) {
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
}
