package io.crossim.persistence.files;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/** The settings with which the files are opened. They outlive one opening of the files. */
final class KeyValueOptions implements AutoCloseable {

  private static final long WRITE_BUFFER = 32 << 20;
  private static final long CACHE = 32 << 20;

  /** Of the write buffer, for a filter that tells which keys it does not hold. */
  private static final double BUFFER_FILTER = 0.05;

  /** So many rows that are gone may stand before one that is looked for in memory alone. */
  private static final long MOST_PASSED_OVER = 1_000;

  static {
    RocksDB.loadLibrary();
  }

  private final LRUCache cache = new LRUCache(CACHE);
  private final BloomFilter filter = new BloomFilter(10);
  private final Options database;
  private final WriteOptions writes;
  private final WriteOptions writesThrough = new WriteOptions().setSync(true);
  private final ReadOptions cachedReads =
      new ReadOptions()
          .setReadTier(ReadTier.BLOCK_CACHE_TIER)
          .setMaxSkippableInternalKeys(MOST_PASSED_OVER);

  KeyValueOptions(boolean sync) {
    database =
        new Options()
            .setCreateIfMissing(true)
            // What stands behind a damaged place was written later: with it there would be a gap.
            // That something was dropped is found out by what WriteCounts keeps beside the files.
            .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
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
  }

  Options database() {
    return database;
  }

  WriteOptions writes() {
    return writes;
  }

  /** For what must be on the disk, however the rest is written. */
  WriteOptions writesThrough() {
    return writesThrough;
  }

  /** For reads that may not wait for the disk. */
  ReadOptions cachedReads() {
    return cachedReads;
  }

  @Override
  public void close() {
    cachedReads.close();
    writesThrough.close();
    writes.close();
    database.close();
    filter.close();
    cache.close();
  }
}
