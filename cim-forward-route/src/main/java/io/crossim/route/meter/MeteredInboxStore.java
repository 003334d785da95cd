package io.crossim.route.meter;

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
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.PreferenceOutcome;
import io.crossim.service.meter.BatchMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An inbox store with a count of the calls, and of what became of messages. */
public final class MeteredInboxStore implements InboxStore {

  private final InboxStore store;
  private final BatchMeter appends;
  private final BatchMeter reads;
  private final BatchMeter acknowledgements;
  private final BatchMeter states;
  private final BatchMeter follows;
  private final BatchMeter collects;
  private final Counter stored;
  private final Counter duplicates;
  private final Counter full;
  private final Counter broken;

  public MeteredInboxStore(InboxStore store, MeterRegistry registry) {
    this.store = store;
    this.appends = StoreMeters.of(registry, "inbox", "append");
    this.reads = StoreMeters.of(registry, "inbox", "read");
    this.acknowledgements = StoreMeters.of(registry, "inbox", "acknowledge");
    this.states = StoreMeters.of(registry, "inbox", "states");
    this.follows = StoreMeters.of(registry, "inbox", "follow");
    this.collects = StoreMeters.of(registry, "inbox", "collect");
    this.stored = messages(registry, AppendOutcome.Status.STORED);
    this.duplicates = messages(registry, AppendOutcome.Status.DUPLICATE);
    this.full = messages(registry, AppendOutcome.Status.FULL);
    this.broken = messages(registry, AppendOutcome.Status.BROKEN);
  }

  private static Counter messages(MeterRegistry registry, AppendOutcome.Status status) {
    return Counter.builder("cim.messages.stored")
        .description("Messages that were to be stored, by what became of them")
        .tag("outcome", status.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  @Override
  public CompletableFuture<List<AppendOutcome>> append(List<Append> batch) {
    return appends
        .watch(batch.size(), () -> store.append(batch))
        .whenComplete(
            (outcomes, failure) -> {
              if (outcomes != null) {
                count(outcomes);
              }
            });
  }

  private void count(List<AppendOutcome> outcomes) {
    int storedHere = 0;
    int known = 0;
    int unusable = 0;
    for (AppendOutcome outcome : outcomes) {
      storedHere += outcome.status() == AppendOutcome.Status.STORED ? 1 : 0;
      known += outcome.status() == AppendOutcome.Status.DUPLICATE ? 1 : 0;
      unusable += outcome.status() == AppendOutcome.Status.BROKEN ? 1 : 0;
    }
    stored.increment(storedHere);
    duplicates.increment(known);
    broken.increment(unusable);
    full.increment(outcomes.size() - storedHere - known - unusable);
  }

  @Override
  public CompletableFuture<List<InboxPage>> read(List<InboxQuery> queries) {
    return reads.watch(queries.size(), () -> store.read(queries));
  }

  @Override
  public CompletableFuture<Void> acknowledge(List<Acknowledgement> batch) {
    return acknowledgements.watch(batch.size(), () -> store.acknowledge(batch));
  }

  @Override
  public CompletableFuture<List<InboxState>> states(List<InboxDevice> devices) {
    return states.watch(devices.size(), () -> store.states(devices));
  }

  @Override
  public CompletableFuture<List<FollowOutcome>> follow(List<Follow> follows) {
    return this.follows.watch(follows.size(), () -> store.follow(follows));
  }

  @Override
  public CompletableFuture<PreferenceOutcome> block(Block block) {
    return states.watch(1, () -> store.block(block));
  }

  @Override
  public CompletableFuture<List<Long>> blocked(long userId) {
    return states.watch(1, () -> store.blocked(userId));
  }

  @Override
  public CompletableFuture<Boolean> blocks(long userId, long other) {
    return states.watch(1, () -> store.blocks(userId, other));
  }

  @Override
  public CompletableFuture<PreferenceOutcome> mute(Mute mute) {
    return states.watch(1, () -> store.mute(mute));
  }

  @Override
  public CompletableFuture<List<Long>> muted(long userId, List<ConversationId> conversations) {
    return states.watch(conversations.size(), () -> store.muted(userId, conversations));
  }

  @Override
  public CompletableFuture<FollowedPage> followed(long userId, String after, int limit) {
    return follows.watch(1, () -> store.followed(userId, after, limit));
  }

  @Override
  public CompletableFuture<Void> unfollow(List<Followed> followed) {
    return follows.watch(followed.size(), () -> store.unfollow(followed));
  }

  @Override
  public CompletableFuture<List<CollectOutcome>> collect(List<Collect> batch) {
    return collects.watch(batch.size(), () -> store.collect(batch));
  }

  @Override
  public CompletableFuture<Void> caughtUp(long userId, long overflow) {
    return follows.watch(1, () -> store.caughtUp(userId, overflow));
  }

  @Override
  public Optional<String> trouble() {
    return store.trouble();
  }

  @Override
  public Object orderedBy() {
    return store.orderedBy();
  }

  @Override
  public void close() {
    store.close();
  }
}
