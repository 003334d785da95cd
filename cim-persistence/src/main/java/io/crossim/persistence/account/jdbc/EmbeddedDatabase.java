package io.crossim.persistence.account.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.crossim.common.result.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The database file of this process alone, which closes itself when its disk fails or is full. It
 * is opened again when it can be written, and nothing is written to it until then. Any thread.
 */
@Slf4j
final class EmbeddedDatabase implements DatabaseWatch {

  private static final long LOOK_EVERY_MS = 1_000;

  /** The codes of H2 for a file that cannot be read or written, or that was closed for it. */
  private static final Set<Integer> FILE_FAILED =
      Set.of(90020, 90028, 90030, 90031, 90067, 90098, 90100, 90121);

  /** The code of H2 for a file that another process has locked. */
  private static final int FILE_LOCKED = 90020;

  private final HikariDataSource pool;
  private final Path file;
  private final @Nullable Object fileKey;
  private final ScheduledExecutorService timer;
  private volatile @Nullable String trouble;

  private EmbeddedDatabase(HikariDataSource pool, Path file) throws IOException {
    this.pool = pool;
    this.file = file;
    this.fileKey = key();
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "cim-accounts-watch");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleWithFixedDelay(this::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Opens the database in a directory, and makes both where they are not there.
   *
   * @throws UnavailableException when the directory cannot be used
   */
  static EmbeddedDatabase open(Path directory, Duration timeout) {
    try {
      HikariDataSource pool = Pools.embedded(directory, timeout);
      try {
        return new EmbeddedDatabase(pool, Pools.file(directory));
      } catch (IOException e) {
        pool.close();
        throw e;
      }
    } catch (PoolInitializationException | IOException e) {
      throw new UnavailableException(
          "directory: "
              + directory
              + (isInUse(e)
                  ? " is in use by another process (expected: a directory of this process alone)"
                  : " cannot be opened (expected: a directory that can be written)"),
          e);
    }
  }

  private static boolean isInUse(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && sql.getErrorCode() == FILE_LOCKED) {
        return true;
      }
    }
    return false;
  }

  HikariDataSource pool() {
    return pool;
  }

  @Override
  public @Nullable String trouble() {
    return trouble;
  }

  @Override
  public void beforeWrite() {
    if (trouble != null) {
      throw new UnavailableException(
          "the accounts cannot be written at present; retry later", null);
    }
  }

  @Override
  public void failed(RuntimeException failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof IOException
          || (e instanceof SQLException sql && FILE_FAILED.contains(sql.getErrorCode()))) {
        stop("cannot be written (" + root(failure).getMessage() + ")");
        // They belong to a database that is closed; the next connection opens it anew.
        pool.getHikariPoolMXBean().softEvictConnections();
        return;
      }
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private void stop(String why) {
    String sentence = file + ": the database of accounts " + why;
    if (trouble == null) {
      log.warn("{}. Nothing is written to it until that is mended", sentence);
    }
    trouble = sentence;
  }

  private void look() {
    try {
      if (!Objects.equals(fileKey, key())) {
        stop(
            "was removed or replaced while it was in use. Bring it back, or restart this process to"
                + " begin with what is there now");
      } else if (!Files.isWritable(file)) {
        stop("cannot be written (the file system or its permissions do not allow it)");
      } else if (trouble != null) {
        tryToWrite();
        trouble = null;
        log.info("{}: the database of accounts can be written again", file);
      }
    } catch (SQLException e) {
      failed(new IllegalStateException(e));
    } catch (IOException | RuntimeException e) { // a task that throws is never run again
      stop("cannot be written (" + e.getMessage() + ")");
    }
  }

  private void tryToWrite() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE cim_account_last_id SET last_id = last_id");
    }
  }

  /** What tells this file from another one of the same name; null when there is none. */
  private @Nullable Object key() throws IOException {
    return Files.exists(file)
        ? Files.readAttributes(file, BasicFileAttributes.class).fileKey()
        : null;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    pool.close();
  }
}
