package io.crossim.persistence.conversation.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.conversation.ConversationId;
import java.nio.ByteBuffer;

/** The keys of rows: a letter for the kind, then what orders them, big-endian. */
final class RowKeys {

  private static final byte STATE = 's';
  private static final byte ENTRY = 'e';
  private static final byte MEMBER = 'm';
  private static final byte LEFT = 'l';
  private static final byte MARK = 'k';
  private static final byte MENTIONS = 'n';
  private static final byte RECALLED = 'r';
  private static final byte REACTIONS = 'a';
  private static final byte BLOCKED = 'b';
  private static final byte UNFINISHED = 'u';
  private static final byte ID = 'i';
  private static final byte NEW_GROUP = 'g';

  /** The last id that was given to a group. */
  static final byte[] LAST_GROUP = {'h'};

  private RowKeys() {}

  static byte[] state(ConversationId id) {
    byte[] name = bytes(id.key());
    return ByteBuffer.allocate(1 + name.length).put(STATE).put(name).array();
  }

  static byte[] entry(ConversationId id, long seq) {
    return of(ENTRY, id, seq);
  }

  static byte[] member(ConversationId id, long userId) {
    return of(MEMBER, id, userId);
  }

  static byte[] left(ConversationId id, long userId) {
    return of(LEFT, id, userId);
  }

  static byte[] mark(ConversationId id, long userId) {
    return of(MARK, id, userId);
  }

  /** The places that mention a user; user 0 stands for all of them. */
  static byte[] mentions(ConversationId id, long userId) {
    return of(MENTIONS, id, userId);
  }

  static byte[] recalled(ConversationId id, long ordinal) {
    return of(RECALLED, id, ordinal);
  }

  static byte[] reactions(ConversationId id, long seq) {
    return of(REACTIONS, id, seq);
  }

  /** Whether a user refuses what the other one of a pair posts. */
  static byte[] blocked(ConversationId id, long userId) {
    return of(BLOCKED, id, userId);
  }

  /** The number that stands at the end of a key. */
  static long last(byte[] key) {
    return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
  }

  /** A value that is a number. */
  static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private static byte[] of(byte kind, ConversationId id, long number) {
    byte[] name = bytes(id.key());
    return ByteBuffer.allocate(2 + name.length + Long.BYTES)
        .put(kind)
        .put(name)
        .put((byte) 0)
        .putLong(number)
        .array();
  }

  static byte[] unfinished(ConversationId id) {
    byte[] name = bytes(id.key());
    return ByteBuffer.allocate(5 + name.length)
        .put(UNFINISHED)
        .putInt(id.shard())
        .put(name)
        .array();
  }

  /** Before every unfinished one of a shard, and behind those of the shards before. */
  static byte[] unfinished(int shard) {
    return ByteBuffer.allocate(5).put(UNFINISHED).putInt(shard).array();
  }

  static ConversationId unfinishedIn(byte[] key) {
    return ConversationId.parse(new String(key, 5, key.length - 5, UTF_8));
  }

  /** Ids lie by day, so that a day that is over goes in one piece. */
  static byte[] id(long day, ConversationId id, String dedupId) {
    return dated(ID, day, id.key() + '\0' + dedupId);
  }

  /** Before every id of a day, and behind every one of the days before. */
  static byte[] ids(long day) {
    return dated(ID, day, "");
  }

  static byte[] newGroup(long day, long creator, String dedupId) {
    return dated(NEW_GROUP, day, creator + "\0" + dedupId);
  }

  /** Before every new group of a day, and behind every one of the days before. */
  static byte[] newGroups(long day) {
    return dated(NEW_GROUP, day, "");
  }

  private static byte[] dated(byte kind, long day, String text) {
    byte[] name = bytes(text);
    return ByteBuffer.allocate(9 + name.length).put(kind).putLong(day).put(name).array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
