package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.inbox.StoredMessage;
import java.nio.ByteBuffer;

/**
 * Writes and reads a message, and what is remembered of an id, as they lie in the files. A message
 * that counts bytes has a bit that no id has; those of older files lack it, and count none. Another
 * such bit says that a reference stands in the place of the payload.
 */
final class MessageValue {

  private static final long COUNTS_BYTES = Long.MIN_VALUE;
  private static final long REFERENCE = Long.MIN_VALUE >>> 1;
  private static final long ID = ~(COUNTS_BYTES | REFERENCE);
  private static final int HEAD = 3 * Long.BYTES;

  private MessageValue() {}

  /**
   * @param bytes of payload, of all messages of the inbox up to this one
   */
  static byte[] of(long messageId, long storedAt, long bytes, byte[] payload) {
    return ByteBuffer.allocate(HEAD + payload.length)
        .putLong(messageId | COUNTS_BYTES)
        .putLong(storedAt)
        .putLong(bytes)
        .put(payload)
        .array();
  }

  /**
   * @param bytes of payload, of all messages of the inbox up to this one
   */
  static byte[] of(long messageId, long storedAt, long bytes, Reference reference) {
    return of(messageId | REFERENCE, storedAt, bytes, reference.text().getBytes(ISO_8859_1));
  }

  static LogMark mark(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    long first = in.getLong();
    return first < 0 ? new LogMark(first & ID, in.getLong(2 * Long.BYTES)) : new LogMark(first, 0);
  }

  static long storedAt(byte[] value) {
    return ByteBuffer.wrap(value).getLong(Long.BYTES);
  }

  static StoredMessage parse(long seq, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    long first = in.getLong();
    long storedAt = in.getLong();
    if (first < 0) {
      in.position(HEAD);
    }
    byte[] payload = new byte[in.remaining()];
    in.get(payload);
    return (first & REFERENCE) == 0
        ? new StoredMessage(seq, first & ID, storedAt, payload)
        : new StoredMessage(
            seq, first & ID, storedAt, Reference.parse(new String(payload, ISO_8859_1)));
  }

  static byte[] remembered(long seq, long messageId, long storedAt) {
    return ByteBuffer.allocate(3 * Long.BYTES)
        .putLong(seq)
        .putLong(messageId)
        .putLong(storedAt)
        .array();
  }
}
