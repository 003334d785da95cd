package io.crossim.persistence.conversation.local;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How far a member has come.
 *
 * @param readOrdinal how many messages there were up to what was read
 */
record ReadMark(long readSeq, long readOrdinal, long deliveredSeq) {

  static final ReadMark NONE = new ReadMark(0, 0, 0);

  byte[] toBytes() {
    return ByteBuffer.allocate(3 * Long.BYTES)
        .putLong(readSeq)
        .putLong(readOrdinal)
        .putLong(deliveredSeq)
        .array();
  }

  static ReadMark parse(byte @Nullable [] value) {
    if (value == null) {
      return NONE;
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(value);
      return new ReadMark(in.getLong(), in.getLong(), in.getLong());
    } catch (BufferUnderflowException e) {
      throw new DamagedConversationException("a mark is not whole", e);
    }
  }
}
