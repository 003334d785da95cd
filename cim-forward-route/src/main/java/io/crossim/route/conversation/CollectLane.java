package io.crossim.route.conversation;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.InboxStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Collects, one call to the store per batch; those for one user keep their order. Any thread. */
final class CollectLanes {

  private static final int LANES = 2;
  private static final long MEGABYTE = 1L << 20;
  private static final BatchBounds BOUNDS = new BatchBounds(512, MEGABYTE, 100_000, 64 * MEGABYTE);

  /** What a collect weighs, and each of its places. */
  private static final int WEIGHT = 64;

  private final BatchLanes<Collect, CollectOutcome> lanes;
  private final ConversationMeters meters;

  /**
   * @param executor sets the calls off, and hands their outcomes out, those of a batch at once:
   *     what follows from them gathers, and the store's thread goes on
   */
  CollectLanes(InboxStore store, ConversationMeters meters, Executor executor) {
    this.meters = meters;
    this.lanes =
        new BatchLanes<>(
            LANES,
            () ->
                BatchLane.async(
                    (List<Collect> batch) ->
                        store.collect(batch).thenApplyAsync(outcomes -> outcomes, executor),
                    executor,
                    BOUNDS,
                    (Collect collect) -> WEIGHT * (1L + collect.places().size())));
  }

  CompletableFuture<CollectOutcome> collect(Collect collect, CollectCause cause) {
    return lanes
        .of(collect.userId())
        .submit(collect)
        .thenApply(
            outcome -> {
              meters.collected(cause, outcome.status());
              return outcome;
            });
  }
}
