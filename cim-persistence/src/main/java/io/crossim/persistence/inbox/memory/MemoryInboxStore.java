package io.crossim.persistence.inbox.memory;

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
import io.crossim.persistence.inbox.PreferenceOutcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;

/** Inboxes that are gone with the process. One lock per inbox; calls are done when they return. */
@RequiredArgsConstructor
public final class MemoryInboxStore implements InboxStore {

  private final InboxLimits limits;
  private final InstantSource clock;
  private final Map<Long, MemoryInbox> inboxes = new ConcurrentHashMap<>();

  @Override
  public CompletableFuture<List<AppendOutcome>> append(List<Append> batch) {
    List<AppendOutcome> outcomes = new ArrayList<>(batch.size());
    for (int from = 0; from < batch.size(); from = Append.endOfRun(batch, from)) {
      List<Append> run = batch.subList(from, Append.endOfRun(batch, from));
      outcomes.addAll(inbox(run.get(0).userId()).append(run, clock.millis()));
    }
    return CompletableFuture.completedFuture(outcomes);
  }

  @Override
  public CompletableFuture<List<InboxPage>> read(List<InboxQuery> queries) {
    return each(queries, query -> inbox(query.userId()).read(query, clock.millis()));
  }

  @Override
  public CompletableFuture<Void> acknowledge(List<Acknowledgement> acknowledgements) {
    acknowledgements.forEach(ack -> inbox(ack.userId()).acknowledge(ack, clock.millis()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<List<InboxState>> states(List<InboxDevice> devices) {
    return each(devices, device -> inbox(device.userId()).state(device.device(), clock.millis()));
  }

  @Override
  public CompletableFuture<List<FollowOutcome>> follow(List<Follow> follows) {
    return each(follows, f -> inbox(f.userId()).follow(f, clock.millis()));
  }

  @Override
  public CompletableFuture<PreferenceOutcome> block(Block block) {
    return CompletableFuture.completedFuture(inbox(block.userId()).block(block));
  }

  @Override
  public CompletableFuture<List<Long>> blocked(long userId) {
    return CompletableFuture.completedFuture(inbox(userId).blocked());
  }

  @Override
  public CompletableFuture<PreferenceOutcome> mute(Mute mute) {
    return CompletableFuture.completedFuture(inbox(mute.userId()).mute(mute, clock.millis()));
  }

  @Override
  public CompletableFuture<List<Long>> muted(long userId, List<ConversationId> conversations) {
    return CompletableFuture.completedFuture(inbox(userId).muted(conversations));
  }

  @Override
  public CompletableFuture<FollowedPage> followed(long userId, String after, int limit) {
    return CompletableFuture.completedFuture(inbox(userId).followed(userId, after, limit));
  }

  @Override
  public CompletableFuture<Void> unfollow(List<Followed> followed) {
    followed.forEach(one -> inbox(one.userId()).unfollow(one, clock.millis()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<List<CollectOutcome>> collect(List<Collect> batch) {
    return each(batch, collect -> inbox(collect.userId()).collect(collect, clock.millis()));
  }

  @Override
  public CompletableFuture<Void> caughtUp(long userId, long overflow) {
    inbox(userId).caughtUp(overflow);
    return CompletableFuture.completedFuture(null);
  }

  private static <I, T> CompletableFuture<List<T>> each(List<I> items, Function<I, T> work) {
    return CompletableFuture.completedFuture(items.stream().map(work).toList());
  }

  private MemoryInbox inbox(long userId) {
    return inboxes.computeIfAbsent(userId, user -> new MemoryInbox(limits));
  }

  @Override
  public void close() {}
}
