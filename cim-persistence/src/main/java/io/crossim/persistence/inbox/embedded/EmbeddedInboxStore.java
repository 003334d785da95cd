package io.crossim.persistence.inbox.embedded;

import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Inboxes in a directory of this process alone. A call's changes are one write, which is with the
 * operating system when the call returns: the death of the process undoes none of it.
 *
 * <p>Calls take turns: each is short, and its callers have made a batch of it already.
 */
public final class EmbeddedInboxStore implements InboxStore {

  private static final int REMEMBERED_INBOXES = 50_000;

  private final InboxLimits limits;
  private final InstantSource clock;
  private final KeyValues files;
  private final ReentrantLock turn = new ReentrantLock();
  private final Map<Long, Inbox> inboxes =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Inbox> eldest) {
          return size() > REMEMBERED_INBOXES;
        }
      };

  private long purgedBefore;
  private boolean closed;

  /**
   * @param sync whether a call also waits for the disk, which a loss of power then cannot undo
   * @throws io.crossim.common.result.CimException that names the directory when it is broken or in
   *     use
   */
  public EmbeddedInboxStore(Path directory, InboxLimits limits, InstantSource clock, boolean sync) {
    this.limits = limits;
    this.clock = clock;
    this.files = new KeyValues(directory, sync);
  }

  @Override
  public CompletableFuture<List<AppendOutcome>> append(List<Append> batch) {
    return change(
        change -> {
          List<AppendOutcome> outcomes = new ArrayList<>(batch.size());
          for (Append append : batch) {
            outcomes.add(change.append(append, limits.maxLength()));
          }
          return outcomes;
        });
  }

  @Override
  public CompletableFuture<List<InboxPage>> read(List<InboxQuery> queries) {
    return change(change -> queries.stream().map(change::read).toList());
  }

  @Override
  public CompletableFuture<Void> acknowledge(List<Acknowledgement> acknowledgements) {
    return change(
            change -> {
              acknowledgements.forEach(change::acknowledge);
              return true;
            })
        .thenRun(() -> {});
  }

  @Override
  public CompletableFuture<List<InboxState>> states(List<InboxDevice> devices) {
    return change(change -> devices.stream().map(change::state).toList());
  }

  /** Runs one call alone and writes what it changed. */
  private <T> CompletableFuture<T> change(Work<T> work) {
    try {
      return CompletableFuture.completedFuture(changed(work));
    } catch (UnavailableException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T> T changed(Work<T> work) {
    turn.lock();
    try (WriteBatch batch = new WriteBatch()) {
      if (closed) {
        throw new UnavailableException("the inboxes are closed", null);
      }
      InboxChange change = new InboxChange(files, batch, inboxes, limits, clock.millis());
      if (change.day() > purgedBefore) {
        purgedBefore = change.day();
        change.forgetOldIds();
      }
      try {
        T result = work.run(change);
        change.finish();
        return result;
      } catch (RocksDBException | RuntimeException e) {
        inboxes.clear(); // what is remembered may be ahead of the files
        throw e instanceof RuntimeException known
            ? known
            : new UnavailableException("the files of the inboxes failed: " + e.getMessage(), e);
      }
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      if (!closed) {
        closed = true;
        files.close();
      }
    } finally {
      turn.unlock();
    }
  }

  /** What a call does with the inboxes. */
  @FunctionalInterface
  private interface Work<T> {
    T run(InboxChange change) throws RocksDBException;
  }
}
