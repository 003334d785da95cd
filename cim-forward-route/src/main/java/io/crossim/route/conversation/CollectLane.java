package io.crossim.route.conversation;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.InboxStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Collects, one call to the store per batch. What is to be collected for all receivers of a message
 * goes through the lane as one item. The order is kept. Any thread.
 */
final class CollectLane {

  private static final long MEGABYTE = 1L << 20;

  /** Of the weight of one call, about a thousand collects; those of one message stay together. */
  private static final long MOST_WEIGHT = MEGABYTE / 8;

  private static final BatchBounds BOUNDS =
      new BatchBounds(512, MOST_WEIGHT, 100_000, 64 * MEGABYTE);

  /** What a collect weighs, and each of its places. */
  private static final int WEIGHT = 64;

  private final InboxStore store;
  private final BatchLane<List<Collect>, List<CollectOutcome>> lane;
  private final ConversationMeters meters;

  /**
   * @param executor sets the calls off, and hands their outcomes out, those of a batch at once:
   *     what follows from them gathers, and the store's thread goes on
   */
  CollectLane(InboxStore store, ConversationMeters meters, Executor executor) {
    this.store = store;
    this.meters = meters;
    this.lane =
        BatchLane.async(
            (List<List<Collect>> batch) ->
                collect(batch).thenApplyAsync(outcomes -> cut(batch, outcomes), executor),
            executor,
            BOUNDS,
            CollectLane::weight);
  }

  CompletableFuture<CollectOutcome> collect(Collect collect, CollectCause cause) {
    return collect(List.of(collect), cause).thenApply(outcomes -> outcomes.get(0));
  }

  /**
   * Carries several out in one call.
   *
   * @return one outcome per collect, in the same order
   */
  CompletableFuture<List<CollectOutcome>> collect(List<Collect> collects, CollectCause cause) {
    return lane.submit(collects)
        .thenApply(
            outcomes -> {
              outcomes.forEach(outcome -> meters.collected(cause, outcome.status()));
              return outcomes;
            });
  }

  private CompletableFuture<List<CollectOutcome>> collect(List<List<Collect>> batch) {
    if (batch.size() == 1) {
      return store.collect(batch.get(0));
    }
    List<Collect> all = new ArrayList<>();
    batch.forEach(all::addAll);
    return store.collect(all);
  }

  private static List<List<CollectOutcome>> cut(
      List<List<Collect>> batch, List<CollectOutcome> outcomes) {
    List<List<CollectOutcome>> cut = new ArrayList<>(batch.size());
    int from = 0;
    for (List<Collect> collects : batch) {
      cut.add(outcomes.subList(from, from + collects.size()));
      from += collects.size();
    }
    return cut;
  }

  private static long weight(List<Collect> collects) {
    long weight = 0;
    for (Collect collect : collects) {
      weight += WEIGHT * (1L + collect.places().size());
    }
    return weight;
  }
}
