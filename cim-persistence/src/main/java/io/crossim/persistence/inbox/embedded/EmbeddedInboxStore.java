package io.crossim.persistence.inbox.embedded;

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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;

/**
 * Inboxes in a directory of this process alone. A call is answered when its changes are written,
 * which is with the operating system: the death of the process undoes none of it.
 *
 * <p>One thread carries out all calls, in the order in which they come, and makes one write for all
 * that wait. On it the futures complete.
 */
public final class EmbeddedInboxStore implements InboxStore {

  private final InboxWriter writer;

  /**
   * @param sync whether a call also waits for the disk, which a loss of power then cannot undo
   * @throws io.crossim.common.result.CimException that names the directory when it is broken or in
   *     use
   */
  public EmbeddedInboxStore(Path directory, InboxLimits limits, InstantSource clock, boolean sync) {
    KeyValues files = new KeyValues(directory, sync);
    writer = new InboxWriter(new InboxChange(files, limits), clock);
    writer.start();
  }

  @Override
  public CompletableFuture<List<AppendOutcome>> append(List<Append> batch) {
    return submit(batch, InboxChange::append, (change, items) -> false);
  }

  @Override
  public CompletableFuture<List<InboxPage>> read(List<InboxQuery> queries) {
    return submit(queries, InboxChange::read, InboxChange::hasUnwritten);
  }

  @Override
  public CompletableFuture<Void> acknowledge(List<Acknowledgement> acknowledgements) {
    return this.<Acknowledgement, Void>submit(
        acknowledgements, InboxChange::acknowledge, (change, items) -> false);
  }

  @Override
  public CompletableFuture<List<InboxState>> states(List<InboxDevice> devices) {
    return submit(devices, InboxChange::states, (change, items) -> false);
  }

  private <I, T> CompletableFuture<T> submit(
      List<I> items, StoreCall.Work<I, T> work, BiPredicate<InboxChange, List<I>> needsWritten) {
    StoreCall<I, T> call = new StoreCall<>(items, work, needsWritten);
    writer.submit(call);
    return call;
  }

  /** What waits is carried out before; later calls fail. */
  @Override
  public void close() {
    writer.close();
  }
}
