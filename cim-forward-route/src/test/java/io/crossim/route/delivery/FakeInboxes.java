package io.crossim.route.delivery;

import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.conversation.ConversationId;
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
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.PreferenceOutcome;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Inboxes in memory that can be taken away, and tell what was asked of them. */
public final class FakeInboxes implements InboxStore {

  public final List<List<Append>> appended = new CopyOnWriteArrayList<>();
  public final List<InboxDevice> asked = new CopyOnWriteArrayList<>();
  public final List<List<InboxQuery>> queries = new CopyOnWriteArrayList<>();
  public volatile boolean away;

  /** Runs before each collect. */
  public volatile Runnable beforeCollect = () -> {};

  /** Runs before states are looked at. */
  public volatile Runnable beforeStates = () -> {};

  /** Whose inbox the store cannot use; 0 for nobody's. */
  public volatile long broken;

  private static final AppendOutcome BROKEN =
      new AppendOutcome(AppendOutcome.Status.BROKEN, "", 0, 0, 0);
  private static final InboxPage NO_PAGE =
      new InboxPage(InboxPage.Continuity.KEPT, new Position("", 0, 0), 0, List.of());

  private final InboxStore store;

  public FakeInboxes() {
    this(InboxLimits.DEFAULT);
  }

  public FakeInboxes(InboxLimits limits) {
    store = new MemoryInboxStore(limits, InstantSource.system());
  }

  private <T> CompletableFuture<T> unlessAway(Supplier<CompletableFuture<T>> call) {
    return away
        ? CompletableFuture.failedFuture(new UnavailableException("the store is away", null))
        : call.get();
  }

  @Override
  public CompletableFuture<List<AppendOutcome>> append(List<Append> batch) {
    return unlessAway(
        () -> {
          appended.add(List.copyOf(batch));
          return store
              .append(batch)
              .thenApply(
                  outcomes ->
                      IntStream.range(0, batch.size())
                          .mapToObj(i -> batch.get(i).userId() == broken ? BROKEN : outcomes.get(i))
                          .toList());
        });
  }

  @Override
  public CompletableFuture<List<InboxPage>> read(List<InboxQuery> queries) {
    return unlessAway(
        () -> {
          this.queries.add(List.copyOf(queries));
          return store
              .read(queries)
              .thenApply(
                  pages ->
                      IntStream.range(0, queries.size())
                          .mapToObj(i -> queries.get(i).userId() == broken ? NO_PAGE : pages.get(i))
                          .toList());
        });
  }

  @Override
  public CompletableFuture<Void> acknowledge(List<Acknowledgement> acknowledgements) {
    return unlessAway(() -> store.acknowledge(acknowledgements));
  }

  @Override
  public CompletableFuture<List<InboxState>> states(List<InboxDevice> devices) {
    return unlessAway(
        () -> {
          asked.addAll(devices);
          beforeStates.run();
          return store.states(devices);
        });
  }

  @Override
  public CompletableFuture<List<FollowOutcome>> follow(List<Follow> follows) {
    return unlessAway(() -> store.follow(follows));
  }

  @Override
  public CompletableFuture<PreferenceOutcome> block(Block block) {
    return unlessAway(() -> store.block(block));
  }

  @Override
  public CompletableFuture<List<Long>> blocked(long userId) {
    return unlessAway(() -> store.blocked(userId));
  }

  @Override
  public CompletableFuture<PreferenceOutcome> mute(Mute mute) {
    return unlessAway(() -> store.mute(mute));
  }

  @Override
  public CompletableFuture<List<Long>> muted(long userId, List<ConversationId> conversations) {
    return unlessAway(() -> store.muted(userId, conversations));
  }

  @Override
  public CompletableFuture<FollowedPage> followed(long userId, String after, int limit) {
    return unlessAway(() -> store.followed(userId, after, limit));
  }

  @Override
  public CompletableFuture<Void> unfollow(List<Followed> followed) {
    return unlessAway(() -> store.unfollow(followed));
  }

  @Override
  public CompletableFuture<List<CollectOutcome>> collect(List<Collect> batch) {
    return unlessAway(
        () -> {
          beforeCollect.run();
          return store.collect(batch);
        });
  }

  @Override
  public CompletableFuture<Void> caughtUp(long userId, long overflow) {
    return unlessAway(() -> store.caughtUp(userId, overflow));
  }

  @Override
  public void close() {
    store.close();
  }
}
