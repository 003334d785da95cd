package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** The keys: a letter for the kind, then what orders them, big-endian. */
final class Keys {

  private static final byte STATE = 's';
  private static final byte MESSAGE = 'm';
  private static final byte DEVICE = 'd';
  private static final byte ID = 'i';
  private static final byte CURSOR = 'v';
  private static final byte BLOCKED = 'b';
  private static final byte MUTED = 'q';
  private static final byte SHARED = 'r';

  private Keys() {}

  static byte[] state(long userId) {
    return ByteBuffer.allocate(9).put(STATE).putLong(userId).array();
  }

  static byte[] message(long userId, long seq) {
    return ByteBuffer.allocate(17).put(MESSAGE).putLong(userId).putLong(seq).array();
  }

  /** Makes the key of a message that of another one of the same user, in place. */
  static byte[] at(ByteBuffer message, long seq) {
    return message.putLong(1 + Long.BYTES, seq).array();
  }

  static byte[] devices(long userId) {
    return ByteBuffer.allocate(9).put(DEVICE).putLong(userId).array();
  }

  static byte[] blocked(long userId) {
    return ByteBuffer.allocate(9).put(BLOCKED).putLong(userId).array();
  }

  static byte[] muted(long userId) {
    return ByteBuffer.allocate(9).put(MUTED).putLong(userId).array();
  }

  /** A conversation is named by its key; an empty one lies before all of a user's. */
  static byte[] cursor(long userId, String conversation) {
    byte[] name = conversation.getBytes(UTF_8);
    return ByteBuffer.allocate(9 + name.length).put(CURSOR).putLong(userId).put(name).array();
  }

  /** The conversation that the key of a cursor names. */
  static String conversation(byte[] cursor) {
    return new String(cursor, 9, cursor.length - 9, UTF_8);
  }

  static byte[] shared(long number) {
    return ByteBuffer.allocate(9).put(SHARED).putLong(number).array();
  }

  static boolean isShared(byte[] key) {
    return key.length == 9 && key[0] == SHARED;
  }

  static long sharedNumber(byte[] key) {
    return ByteBuffer.wrap(key).getLong(1);
  }

  /** Ids lie by day, so that a day that is over goes in one piece. */
  static byte[] id(long day, long userId, String dedupId) {
    byte[] name = dedupId.getBytes(UTF_8);
    return ByteBuffer.allocate(17 + name.length)
        .put(ID)
        .putLong(day)
        .putLong(userId)
        .put(name)
        .array();
  }

  /** Before every id of a user and day, and behind every one of the users before. */
  static byte[] ids(long day, long userId) {
    return ByteBuffer.allocate(17).put(ID).putLong(day).putLong(userId).array();
  }

  /** Before every id of a day, and behind every one of the days before. */
  static byte[] day(long day) {
    return ByteBuffer.allocate(9).put(ID).putLong(day).array();
  }
}
