package io.crossim.persistence.conversation.embedded;

import io.crossim.persistence.conversation.local.DamagedConversationException;
import io.crossim.persistence.conversation.local.Rows;
import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.files.KeyValues;
import io.crossim.persistence.files.StoreFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Rows in files. What a group of calls changes lies in memory, over the files, until it is written.
 * On one thread.
 */
@RequiredArgsConstructor
final class FileRows implements Rows {

  private final StoreFiles files;

  /** What the group has changed; null for a row that it took away. */
  private final NavigableMap<byte[], byte @Nullable []> changed =
      new TreeMap<>(Arrays::compareUnsigned);

  /** What stood in {@link #changed} before the item under way; absent keys did not. */
  private final List<Undo> undos = new ArrayList<>();

  /** Ranges that go with the group's write, by their beginnings. */
  private final NavigableMap<byte[], byte[]> forgotten = new TreeMap<>(Arrays::compareUnsigned);

  private long bytes;
  private long read;

  @Override
  public byte @Nullable [] get(byte[] key) {
    if (changed.containsKey(key)) {
      return changed.get(key);
    }
    try {
      byte[] value = files.keyValues().find(key);
      read += value == null ? 0 : value.length;
      return value;
    } catch (DamagedRowsException e) {
      throw damaged(e);
    }
  }

  private static DamagedConversationException damaged(DamagedRowsException e) {
    return new DamagedConversationException(String.valueOf(e.getMessage()), e);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    change(key, value);
  }

  @Override
  public void delete(byte[] key) {
    change(key, null);
  }

  private void change(byte[] key, byte @Nullable [] value) {
    undos.add(new Undo(key, changed.containsKey(key), changed.get(key)));
    changed.put(key, value);
    bytes += key.length + (value == null ? 0 : value.length);
  }

  @Override
  public void deleteRange(byte[] from, byte[] to) {
    List<byte[]> keys = new ArrayList<>();
    each(from, to, (key, value) -> keys.add(key));
    keys.forEach(this::delete);
  }

  @Override
  public void forgetRange(byte[] from, byte[] to) {
    forgotten.put(from, to);
  }

  @Override
  public void each(byte[] from, byte[] to, BiPredicate<byte[], byte[]> visitor) {
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return;
    }
    NavigableMap<byte[], byte @Nullable []> over = changed.subMap(from, true, to, false);
    KeyValues rows = files.keyValues();
    try (RocksIterator iterator = rows.iterator()) {
      iterator.seek(from);
      byte[] stored = next(rows, iterator, to);
      byte[] fresh = over.isEmpty() ? null : over.firstKey();
      while (stored != null || fresh != null) {
        int order = stored == null ? 1 : fresh == null ? -1 : Arrays.compareUnsigned(stored, fresh);
        byte[] key = order < 0 ? stored : fresh;
        byte[] value = order < 0 ? iterator.value() : over.get(key);
        read += value == null ? 0 : value.length;
        if (value != null && !visitor.test(key, value)) {
          return;
        }
        if (order <= 0) {
          iterator.next();
          stored = next(rows, iterator, to);
        }
        if (order >= 0) {
          fresh = over.higherKey(key);
        }
      }
    } catch (DamagedRowsException e) {
      throw damaged(e);
    }
  }

  private static byte @Nullable [] next(KeyValues rows, RocksIterator iterator, byte[] to) {
    if (!iterator.isValid()) {
      rows.check(iterator);
      return null;
    }
    byte[] key = iterator.key();
    return Arrays.compareUnsigned(key, to) < 0 ? key : null;
  }

  @Override
  public void keep() {
    undos.clear();
  }

  @Override
  public void undo() {
    for (int i = undos.size() - 1; i >= 0; i--) {
      Undo one = undos.get(i);
      if (one.wasThere) {
        changed.put(one.key, one.value);
      } else {
        changed.remove(one.key);
      }
    }
    undos.clear();
  }

  @Override
  public int losses() {
    return files.losses();
  }

  /** How many bytes the group has changed and read. */
  long size() {
    return bytes + read;
  }

  /** Adds what the group has changed to its write. */
  void addTo(WriteBatch batch) throws RocksDBException {
    for (Map.Entry<byte[], byte[]> range : forgotten.entrySet()) {
      batch.deleteRange(range.getKey(), range.getValue());
    }
    for (Map.Entry<byte[], byte @Nullable []> row : changed.entrySet()) {
      byte[] value = row.getValue();
      if (value == null) {
        batch.delete(row.getKey());
      } else {
        batch.put(row.getKey(), value);
      }
    }
  }

  /** Forgets what the group has changed: the files have it, or it was given up. */
  void clear() {
    changed.clear();
    forgotten.clear();
    undos.clear();
    bytes = 0;
    read = 0;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Undo(byte[] key, boolean wasThere, byte @Nullable [] value) {}
}
