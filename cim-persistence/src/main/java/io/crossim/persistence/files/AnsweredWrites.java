package io.crossim.persistence.files;

import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Counts what was written, in the files and in a marker beside them, and finds out by that when
 * files that are opened have lost something. On one thread, but for {@link #cached} and {@link
 * #lostMessages}.
 */
@Slf4j
@RequiredArgsConstructor
final class AnsweredWrites {

  /** The key of {@link WriteCounts}. */
  private static final byte[] COUNTS = {'c'};

  private final KeyValues files;
  private final WriteMarker marker;
  private final String what;

  /** Held alone while the files are opened or closed, shared by who reads beside their thread. */
  private final ReadWriteLock opening = new ReentrantReadWriteLock();

  private volatile WriteCounts counts = WriteCounts.NONE;
  private volatile long lostMessages;

  /** How often the files have lost something. */
  int losses() {
    return counts.losses();
  }

  /** How many messages had been stored and were gone when the files were opened. Any thread. */
  long lostMessages() {
    return lostMessages;
  }

  /** Opens the files and compares them with the marker. */
  void open() throws RocksDBException, IOException {
    opening.writeLock().lock();
    try {
      openAlone();
    } finally {
      opening.writeLock().unlock();
    }
  }

  void close() {
    opening.writeLock().lock();
    try {
      files.close();
    } finally {
      opening.writeLock().unlock();
    }
  }

  /** As {@link StoreFiles#cached}. */
  <T> @Nullable T cached(BiFunction<CachedView, Integer, T> read) {
    if (!opening.readLock().tryLock()) {
      return null;
    }
    try {
      return files.cached(view -> read.apply(view, losses()));
    } finally {
      opening.readLock().unlock();
    }
  }

  private void openAlone() throws RocksDBException, IOException {
    files.open();
    byte[] value = files.get(COUNTS);
    counts = value == null ? WriteCounts.NONE : WriteCounts.parse(value);
    WriteCounts answered;
    try {
      answered = marker.read();
    } catch (IllegalStateException e) {
      log.warn(
          "{}: whether the {} have lost something is not known. They go on in new epochs, so"
              + " that clients are told",
          e.getMessage(),
          what);
      noteLoss();
      return;
    }
    if (answered != null && answered.writes() > counts.writes()) {
      long messages = Math.max(0, answered.messages() - counts.messages());
      log.warn(
          "{}: the end of the files is damaged or missing. Of {} writes with {} messages that were"
              + " answered, the last {} with {} messages are gone. The {} go on in new epochs,"
              + " so that clients are told",
          files.directory(),
          answered.writes(),
          answered.messages(),
          answered.writes() - counts.writes(),
          messages,
          what);
      noteLoss();
      lostMessages += messages;
    }
  }

  private void noteLoss() throws RocksDBException, IOException {
    WriteCounts noted = counts.withLoss();
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(COUNTS, noted.toBytes());
      files.writeThrough(batch);
    }
    marker.write(noted);
    counts = noted;
  }

  /**
   * Writes what a group has changed, then the marker.
   *
   * @param stored how many messages are among it
   */
  void write(WriteBatch batch, int stored) throws RocksDBException, IOException {
    WriteCounts next = counts.plus(stored);
    batch.put(COUNTS, next.toBytes());
    files.write(batch);
    marker.write(next);
    counts = next;
  }
}
