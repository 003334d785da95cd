package io.crossim.persistence.files;

import io.crossim.common.result.UnavailableException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Holder;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

/**
 * The files: a log-structured store of keys and values. One thread at a time, but for {@link
 * #cached}. It can be closed and opened again; between these every call fails with {@link
 * UnavailableException}.
 */
public final class KeyValues implements AutoCloseable {

  private final Path directory;
  private final String what;
  private final KeyValueOptions options;
  private @Nullable RocksDB files;

  /**
   * Opens nothing yet.
   *
   * @param sync whether a write waits for the disk
   * @param what lies in them, in a word: inboxes
   */
  KeyValues(Path directory, boolean sync, String what) {
    this.directory = directory;
    this.what = what;
    this.options = new KeyValueOptions(sync);
  }

  Path directory() {
    return directory;
  }

  /** Opens the files, which are closed before if they are open. */
  void open() throws RocksDBException {
    shut();
    files = RocksDB.open(options.database(), directory.toString());
  }

  /**
   * A value that is not there is dear to ask for: the library throws within itself. {@link #find}
   * is for keys of which most are not there.
   *
   * @throws DamagedRowsException when what lies there is not what was written
   */
  public byte @Nullable [] get(byte[] key) {
    try {
      return files().get(key);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** As {@link #get}, for a key that is most likely not there: the filters know that of most. */
  public byte @Nullable [] find(byte[] key) {
    Holder<byte[]> inMemory = new Holder<>();
    if (!files().keyMayExist(key, inMemory)) {
      return null;
    }
    byte[] value = inMemory.getValue(); // what was not found there may be in the files
    return value == null ? get(key) : value;
  }

  /** Writes a batch, all of it or nothing. */
  void write(WriteBatch batch) throws RocksDBException {
    files().write(options.writes(), batch);
  }

  /** Writes a batch, all of it or nothing; it is on the disk when this returns. */
  void writeThrough(WriteBatch batch) throws RocksDBException {
    files().write(options.writesThrough(), batch);
  }

  /** To be closed by the caller, before anything else is done; {@link #check} tells its failure. */
  public RocksIterator iterator() {
    return files().newIterator();
  }

  /** An iterator that is not valid any more came to the end, or else could not go on. */
  public void check(RocksIterator iterator) {
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** Whether there is a key from one on, and before another. */
  public boolean has(byte[] from, byte[] to) {
    try (RocksIterator iterator = iterator()) {
      iterator.seek(from);
      check(iterator);
      return iterator.isValid() && Arrays.compareUnsigned(iterator.key(), to) < 0;
    }
  }

  /**
   * Reads what lies in memory. Any thread, beside all others but those that open or close the
   * files.
   *
   * @return null when it takes more than that
   */
  <T> @Nullable T cached(Function<CachedView, T> read) {
    if (files == null) {
      return null;
    }
    try (RocksIterator rows = files.newIterator(options.cachedReads())) {
      return read.apply(new CachedView(rows));
    } catch (NotCachedException e) {
      return null;
    }
  }

  private RocksDB files() {
    if (files == null) {
      throw new UnavailableException("the files of the " + what + " are closed", null);
    }
    return files;
  }

  /** What a read failed with, in our words. */
  private RuntimeException failed(RocksDBException e) {
    Status status = e.getStatus();
    return status != null && status.getCode() == Status.Code.Corruption
        ? new DamagedRowsException("the files are damaged there: " + e.getMessage(), e)
        : new UnavailableException("the files of the " + what + " failed: " + e.getMessage(), e);
  }

  private void shut() {
    if (files != null) {
      files.close();
      files = null;
    }
  }

  @Override
  public void close() {
    shut();
    options.close();
  }
}
