package io.crossim.persistence.files;

import java.util.Arrays;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * The rows of files as they stood at one instant, as far as they lie in memory. Where it would take
 * the disk, or where many rows that are gone have to be passed over, reads throw a {@link
 * NotCachedException}. One thread at a time.
 */
public final class CachedView {

  private final RocksIterator rows;

  CachedView(RocksIterator rows) {
    this.rows = rows;
  }

  /** The value of a key; null when there is none. */
  public byte @Nullable [] get(byte[] key) {
    rows.seek(key);
    return isThere() && Arrays.equals(rows.key(), key) ? rows.value() : null;
  }

  /**
   * Visits what stands from a key on and before another one, in order.
   *
   * @param visitor answers whether to go on
   */
  public void each(byte[] from, byte[] to, BiPredicate<byte[], byte[]> visitor) {
    for (rows.seek(from); isThere(); rows.next()) {
      byte[] key = rows.key();
      if (Arrays.compareUnsigned(key, to) >= 0 || !visitor.test(key, rows.value())) {
        return;
      }
    }
  }

  private boolean isThere() {
    if (rows.isValid()) {
      return true;
    }
    try {
      rows.status();
    } catch (RocksDBException e) { // whatever it is, the thread of the files is to find it out
      throw new NotCachedException();
    }
    return false;
  }
}
