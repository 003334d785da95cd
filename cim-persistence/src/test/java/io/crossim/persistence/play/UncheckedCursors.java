package io.crossim.persistence.play;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
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
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.PreferenceOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** A planted defect: a collect is taken wherever the cursor stands, but for one that asks. */
@RequiredArgsConstructor
final class UncheckedCursors implements InboxStore {

  private final InboxStore store;

  @Override
  public CompletableFuture<List<CollectOutcome>> collect(List<Collect> batch) {
    Collect one = batch.get(0);
    if (one.from().equals(Place.NOWHERE)) {
      return store.collect(batch);
    }
    return store
        .follow(List.of(new Follow(one.userId(), one.conversation())))
        .thenCompose(
            cursors ->
                store.collect(
                    List.of(
                        new Collect(
                            one.userId(),
                            one.conversation(),
                            cursors.get(0).cursor(),
                            one.upTo(),
                            one.places()))));
  }

  @Override
  public CompletableFuture<List<AppendOutcome>> append(List<Append> batch) {
    return store.append(batch);
  }

  @Override
  public CompletableFuture<List<InboxPage>> read(List<InboxQuery> queries) {
    return store.read(queries);
  }

  @Override
  public CompletableFuture<Void> acknowledge(List<Acknowledgement> acknowledgements) {
    return store.acknowledge(acknowledgements);
  }

  @Override
  public CompletableFuture<List<InboxState>> states(List<InboxDevice> devices) {
    return store.states(devices);
  }

  @Override
  public CompletableFuture<List<FollowOutcome>> follow(List<Follow> follows) {
    return store.follow(follows);
  }

  @Override
  public CompletableFuture<PreferenceOutcome> block(Block block) {
    return store.block(block);
  }

  @Override
  public CompletableFuture<List<Long>> blocked(long userId) {
    return store.blocked(userId);
  }

  @Override
  public CompletableFuture<PreferenceOutcome> mute(Mute mute) {
    return store.mute(mute);
  }

  @Override
  public CompletableFuture<List<Long>> muted(long userId, List<ConversationId> conversations) {
    return store.muted(userId, conversations);
  }

  @Override
  public CompletableFuture<FollowedPage> followed(long userId, String after, int limit) {
    return store.followed(userId, after, limit);
  }

  @Override
  public CompletableFuture<Void> unfollow(List<Followed> followed) {
    return store.unfollow(followed);
  }

  @Override
  public CompletableFuture<Void> caughtUp(long userId, long overflow) {
    return store.caughtUp(userId, overflow);
  }

  @Override
  public void close() {
    store.close();
  }
}
