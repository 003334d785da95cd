package io.crossim.persistence.inbox.embedded;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The files: a log-structured store of keys and values. One thread at a time. */
final class KeyValues implements AutoCloseable {

  private static final long WRITE_BUFFER = 32 << 20;
  private static final long CACHE = 32 << 20;

  /** Of the write buffer, for a filter that tells which keys it does not hold. */
  private static final double BUFFER_FILTER = 0.05;

  static {
    RocksDB.loadLibrary();
  }

  private final LRUCache cache;
  private final BloomFilter filter;
  private final Options options;
  private final WriteOptions writes;
  private final RocksDB files;

  /**
   * @param sync whether a write waits for the disk
   * @throws CimException that names the directory when it cannot be opened
   */
  KeyValues(Path directory, boolean sync) {
    cache = new LRUCache(CACHE);
    filter = new BloomFilter(10);
    options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(WRITE_BUFFER)
            // Most of what is written is deleted soon: merged seldom, it is merged for less.
            .setCompactionStyle(CompactionStyle.UNIVERSAL)
            .setMemtablePrefixBloomSizeRatio(BUFFER_FILTER)
            .setMemtableWholeKeyFiltering(true)
            .setAllowConcurrentMemtableWrite(false)
            .setMaxOpenFiles(256)
            .setKeepLogFileNum(2)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter));
    writes = new WriteOptions().setSync(sync);
    try {
      Files.createDirectories(directory);
      files = RocksDB.open(options, directory.toString());
    } catch (RocksDBException | IOException e) {
      free();
      throw CimException.invalid(
          "cim.data.directory",
          directory + ", where the inboxes cannot be opened (" + e.getMessage() + ")",
          "a directory that this process alone may write to, with whole files");
    }
  }

  /**
   * A value that is not there is dear to ask for: the library throws within itself. {@link #find}
   * is for keys of which most are not there.
   */
  byte @Nullable [] get(byte[] key) {
    try {
      return files.get(key);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** As {@link #get}, for a key that is most likely not there: the filters know that of most. */
  byte @Nullable [] find(byte[] key) {
    return files.keyMayExist(key, null) ? get(key) : null;
  }

  /** All or nothing. */
  void write(WriteBatch batch) {
    try {
      files.write(writes, batch);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  RocksIterator iterator() {
    return files.newIterator();
  }

  /** Whether there is a key from one on, and before another. */
  boolean has(byte[] from, byte[] to) {
    try (RocksIterator iterator = iterator()) {
      iterator.seek(from);
      return iterator.isValid() && Arrays.compareUnsigned(iterator.key(), to) < 0;
    }
  }

  static UnavailableException failed(Throwable e) {
    return new UnavailableException("the files of the inboxes failed: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    files.close();
    free();
  }

  private void free() {
    writes.close();
    options.close();
    filter.close();
    cache.close();
  }
}
