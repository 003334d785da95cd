package io.crossim.persistence.files;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The files of a store: writes them, notices when they have lost something or can no longer be
 * written, and opens them again when they can. On one thread, but for {@link #cached} and what tells
 * about them.
 */
@Slf4j
public final class StoreFiles implements AutoCloseable {

  private static final long LOOK_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long TRY_EVERY_NS = TimeUnit.SECONDS.toNanos(1);

  private final String what;
  private final KeyValues files;
  private final WriteMarker marker;
  private final AnsweredWrites answered;
  private volatile @Nullable String trouble;
  private long refused;
  private long lastLook = System.nanoTime();

  /**
   * @param sync whether a write waits for the disk
   * @param what lies in them, in a word: inboxes
   * @throws CimException that names the directory when it cannot be opened
   */
  public StoreFiles(Path directory, boolean sync, String what) {
    this.what = what;
    files = new KeyValues(directory, sync, what);
    WriteMarker opened = null;
    try {
      Files.createDirectories(directory);
      opened = new WriteMarker(directory);
      marker = opened;
      answered = new AnsweredWrites(files, marker, what);
      answered.open();
    } catch (RocksDBException | IOException | RuntimeException e) {
      files.close();
      close(opened);
      throw CimException.invalid(
          "cim.data.directory",
          directory + ", where the " + what + " cannot be opened (" + reason(e) + ")",
          "a directory that this process alone may write to, with whole files");
    }
  }

  private static String reason(Exception failure) {
    String words = String.valueOf(failure.getMessage());
    return words.startsWith("While lock file") ? "another process uses it" : words;
  }

  public KeyValues keyValues() {
    return files;
  }

  /**
   * Reads what lies in memory: all that was written before, as it stands at one instant. Any
   * thread; waits neither for the disk nor for the thread of the files.
   *
   * @param read gets with it how often the files have lost something
   * @return null when it takes more than what lies in memory
   */
  public <T> @Nullable T cached(BiFunction<CachedView, Integer, T> read) {
    return answered.cached(read);
  }

  /** How often the files have lost something. */
  public int losses() {
    return answered.losses();
  }

  /** How many messages had been stored and were gone when the files were opened. Any thread. */
  public long lostMessages() {
    return answered.lostMessages();
  }

  /** Why nothing can be written at present; null when it can. Any thread. */
  public @Nullable String trouble() {
    return trouble;
  }

  /**
   * Writes what a group has changed; after that the calls may be answered.
   *
   * @param stored how many messages are among it
   * @throws UnavailableException when it cannot be written; whether it was is not known
   */
  public void write(WriteBatch batch, int stored) throws RocksDBException {
    if (trouble != null) {
      refused++;
      throw unavailable(null);
    }
    try {
      answered.write(batch, stored);
    } catch (RocksDBException | IOException e) {
      stop("cannot be written (" + e.getMessage() + ")");
      throw unavailable(e);
    }
    look();
    if (trouble != null) { // what was removed is written to all the same, and gone with the end
      throw unavailable(null);
    }
  }

  /**
   * Looks whether the files can be written, as far as that shows without writing; when they could
   * not be, tries to bring them back. To be called often; most calls do nothing.
   */
  public void look() {
    long now = System.nanoTime();
    boolean again = trouble != null;
    if (now - lastLook < (again ? TRY_EVERY_NS : LOOK_EVERY_NS)) {
      return;
    }
    lastLook = now;
    try {
      if (!marker.isInPlace()) {
        stop(
            "were removed or replaced while they were in use. Bring them back, or restart this"
                + " process to begin with what is there now");
      } else if (!marker.isWritable()) {
        stop("cannot be written (the file system or its permissions do not allow it)");
      } else if (again) {
        SpaceProbe.run(files.directory());
        answered.open();
        log.info(
            "{}: the {} can be written again; {} writes were refused",
            files.directory(),
            what,
            refused);
        refused = 0;
        trouble = null;
      }
    } catch (RocksDBException | IOException | RuntimeException e) {
      stop("cannot be written (" + e.getMessage() + ")");
    }
  }

  /** Refuses writes from now on. */
  private void stop(String why) {
    String sentence = files.directory() + ": the files of the " + what + " " + why;
    if (trouble == null) {
      log.warn("{}. Nothing is accepted until that is mended", sentence);
    }
    trouble = sentence;
  }

  private UnavailableException unavailable(@Nullable Throwable cause) {
    return new UnavailableException(
        "the " + what + " cannot be written at present; retry later", cause);
  }

  @Override
  public void close() {
    answered.close();
    close(marker);
  }

  private static void close(@Nullable WriteMarker marker) {
    try {
      if (marker != null) {
        marker.close();
      }
    } catch (IOException e) {
      log.debug("the marker of the files was not closed: {}", e.toString());
    }
  }
}
