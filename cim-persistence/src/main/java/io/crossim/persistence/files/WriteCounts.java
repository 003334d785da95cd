package io.crossim.persistence.files;

import java.nio.ByteBuffer;

/**
 * How much was written since the files were made.
 *
 * @param writes groups of calls
 * @param messages messages in them
 * @param losses how often some of it was gone when the files were opened
 */
record WriteCounts(long writes, long messages, int losses) {

  private static final int SIZE = 2 * Long.BYTES + Integer.BYTES;

  static final WriteCounts NONE = new WriteCounts(0, 0, 0);

  WriteCounts plus(int stored) {
    return new WriteCounts(writes + 1, messages + stored, losses);
  }

  WriteCounts withLoss() {
    return new WriteCounts(writes, messages, losses + 1);
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(SIZE).putLong(writes).putLong(messages).putInt(losses).array();
  }

  static WriteCounts parse(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    return new WriteCounts(in.getLong(), in.getLong(), in.getInt());
  }
}
