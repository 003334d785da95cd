package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.inbox.StoredMessage;
import java.nio.ByteBuffer;

/** How a message and what is remembered of an id lie in the files. */
final class MessageValue {

  private MessageValue() {}

  static byte[] of(long messageId, long storedAt, byte[] payload) {
    return ByteBuffer.allocate(2 * Long.BYTES + payload.length)
        .putLong(messageId)
        .putLong(storedAt)
        .put(payload)
        .array();
  }

  static long messageId(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  static StoredMessage parse(long seq, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    long messageId = in.getLong();
    long storedAt = in.getLong();
    byte[] payload = new byte[in.remaining()];
    in.get(payload);
    return new StoredMessage(seq, messageId, storedAt, payload);
  }

  static byte[] remembered(long seq, long messageId, long storedAt) {
    return ByteBuffer.allocate(3 * Long.BYTES)
        .putLong(seq)
        .putLong(messageId)
        .putLong(storedAt)
        .array();
  }
}
