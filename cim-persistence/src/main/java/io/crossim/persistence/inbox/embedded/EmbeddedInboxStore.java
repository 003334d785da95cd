package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.files.GroupWriter;
import io.crossim.persistence.files.StoreCall;
import io.crossim.persistence.files.StoreFiles;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.PreferenceOutcome;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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

  /** So many inboxes have what they get at once in a row together; fewer have each its own. */
  private static final int FEWEST_SHARED = 4;

  private final StoreFiles files;
  private final GroupWriter<InboxChange> writer;

  /**
   * @param sync whether a call also waits for the disk, which a loss of power then cannot undo
   * @throws io.crossim.common.result.CimException that names the directory when it is broken or in
   *     use
   */
  public EmbeddedInboxStore(Path directory, InboxLimits limits, InstantSource clock, boolean sync) {
    this(directory, limits, clock, sync, FEWEST_SHARED);
  }

  EmbeddedInboxStore(
      Path directory, InboxLimits limits, InstantSource clock, boolean sync, int fewestShared) {
    files = new StoreFiles(directory, sync, "inboxes");
    writer = new GroupWriter<>(new InboxChange(files, limits, fewestShared), clock, "inboxes");
    writer.start();
  }

  /** How many messages had been accepted and were gone when the files were opened. */
  public long lostMessages() {
    return files.lostMessages();
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(files.trouble());
  }

  @Override
  public CompletableFuture<List<AppendOutcome>> append(List<Append> batch) {
    long bytes = 0;
    for (Append append : batch) {
      bytes += append.payload().length;
    }
    return submit(batch, InboxChange::append, (change, items) -> false, bytes);
  }

  @Override
  public CompletableFuture<List<InboxPage>> read(List<InboxQuery> queries) {
    return submit(queries, InboxChange::read, InboxChange::hasUnwritten, 0);
  }

  @Override
  public CompletableFuture<Void> acknowledge(List<Acknowledgement> acknowledgements) {
    return this.<Acknowledgement, Void>submit(
        acknowledgements, InboxChange::acknowledge, (change, items) -> false, 0);
  }

  @Override
  public CompletableFuture<List<InboxState>> states(List<InboxDevice> devices) {
    return submit(devices, InboxChange::states, InboxChange::hasUncounted, 0);
  }

  @Override
  public CompletableFuture<List<FollowOutcome>> follow(List<Follow> follows) {
    return this.<Follow, List<FollowOutcome>>submit(
        follows,
        (change, all) -> change.follows().follow(all),
        InboxChange::hasUnwrittenCursors,
        0);
  }

  @Override
  public CompletableFuture<PreferenceOutcome> block(Block block) {
    return this.<Block, PreferenceOutcome>submit(
        List.of(block),
        (change, one) -> change.preferences().block(block),
        (change, one) -> false,
        0);
  }

  @Override
  public CompletableFuture<List<Long>> blocked(long userId) {
    return this.<Long, List<Long>>submit(
        List.of(userId),
        (change, one) -> change.preferences().blocked(userId),
        (change, one) -> false,
        0);
  }

  @Override
  public CompletableFuture<PreferenceOutcome> mute(Mute mute) {
    return this.<Mute, PreferenceOutcome>submit(
        List.of(mute), (change, one) -> change.preferences().mute(mute), (change, one) -> false, 0);
  }

  @Override
  public CompletableFuture<List<Long>> muted(long userId, List<ConversationId> conversations) {
    return this.<ConversationId, List<Long>>submit(
        conversations,
        (change, all) -> change.preferences().muted(userId, all),
        (change, all) -> false,
        0);
  }

  @Override
  public CompletableFuture<FollowedPage> followed(long userId, String after, int limit) {
    return this.<Long, FollowedPage>submit(
        List.of(userId),
        (change, users) -> change.follows().followed(userId, after, limit),
        InboxChange::hasUnwrittenCursors,
        0);
  }

  @Override
  public CompletableFuture<Void> unfollow(List<Followed> followed) {
    return this.<Followed, Void>submit(
        followed,
        (change, all) -> change.follows().unfollow(all),
        InboxChange::hasUnwrittenCursors,
        0);
  }

  @Override
  public CompletableFuture<List<CollectOutcome>> collect(List<Collect> batch) {
    return submit(batch, InboxChange::collect, (change, items) -> false, 0);
  }

  @Override
  public CompletableFuture<Void> caughtUp(long userId, long overflow) {
    return this.<Long, Void>submit(
        List.of(userId),
        (change, one) -> change.follows().caughtUp(userId, overflow),
        (change, one) -> false,
        0);
  }

  private <I, T> CompletableFuture<T> submit(
      List<I> items,
      StoreCall.Work<InboxChange, I, T> work,
      BiPredicate<InboxChange, List<I>> needsWritten,
      long bytes) {
    StoreCall<InboxChange, I, T> call = new StoreCall<>(items, work, needsWritten, bytes);
    writer.submit(call);
    return call;
  }

  /** What waits is carried out before; later calls fail. */
  @Override
  public void close() {
    writer.close();
  }
}
