package io.crossim.route.conversation;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Finished;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Tells the store what everybody has, one call per batch. What gets lost on the way is found by the
 * sweeper. Any thread; never blocks.
 */
final class FinishedLane {

  private static final BatchBounds BOUNDS = BatchBounds.ofItems(512, 20_000);

  private final ConversationStore store;
  private final BatchLane<Finished, Boolean> lane;

  /**
   * @param executor sets the calls off
   */
  FinishedLane(ConversationStore store, Executor executor) {
    this.store = store;
    this.lane = BatchLane.async(this::tell, executor, BOUNDS, (Finished one) -> 0);
  }

  void add(Finished finished) {
    var unused = lane.submit(finished);
  }

  /** Of several places of one conversation the last one says it all. */
  private CompletableFuture<List<Boolean>> tell(List<Finished> batch) {
    Map<ConversationId, Long> last = new HashMap<>();
    batch.forEach(one -> last.merge(one.conversation(), one.seq(), Math::max));
    return store
        .finished(
            last.entrySet().stream().map(e -> new Finished(e.getKey(), e.getValue())).toList())
        .thenApply(done -> Collections.nCopies(batch.size(), true));
  }
}
