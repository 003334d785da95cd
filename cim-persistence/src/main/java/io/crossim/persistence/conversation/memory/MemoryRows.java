package io.crossim.persistence.conversation.memory;

import io.crossim.persistence.conversation.local.Rows;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Rows in a sorted map. What is changed stays: nothing in memory is damaged. */
class MemoryRows implements Rows {

  private final NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

  @Override
  public byte @Nullable [] get(byte[] key) {
    return rows.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    rows.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    rows.remove(key);
  }

  @Override
  public void deleteRange(byte[] from, byte[] to) {
    if (Arrays.compareUnsigned(from, to) < 0) {
      rows.subMap(from, to).clear();
    }
  }

  @Override
  public void forgetRange(byte[] from, byte[] to) {
    deleteRange(from, to);
  }

  @Override
  public void each(byte[] from, byte[] to, BiPredicate<byte[], byte[]> visitor) {
    for (Map.Entry<byte[], byte[]> row : rows.subMap(from, to).entrySet()) {
      if (!visitor.test(row.getKey(), row.getValue())) {
        return;
      }
    }
  }

  @Override
  public void keep() {}

  @Override
  public void undo() {}

  @Override
  public int losses() {
    return 0;
  }
}
