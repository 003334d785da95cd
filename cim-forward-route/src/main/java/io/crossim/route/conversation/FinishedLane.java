package io.crossim.route.conversation;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Finished;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;

/**
 * Tells the store what everybody has, one call per batch. Nobody waits for it, and of several
 * places of one conversation the last one says it all, so they gather for a moment. What gets lost
 * on the way is found by the sweeper. Any thread; never blocks.
 */
@Slf4j
final class FinishedLane {

  /** Far below the age at which the sweeper takes a conversation for unfinished. */
  private static final Duration GATHER = Duration.ofMillis(50);

  private static final int MOST_WAITING = 20_000;
  private static final BatchBounds BOUNDS = BatchBounds.ofItems(512, MOST_WAITING);

  private final ConversationStore store;
  private final ScheduledExecutorService timer;
  private final BatchLane<Finished, Boolean> lane;

  /** The last place of each conversation; guarded by itself, as is whether they are to be told. */
  private final Map<ConversationId, Long> waiting = new HashMap<>();

  private boolean isDue;

  /**
   * @param executor sets the calls off
   */
  FinishedLane(ConversationStore store, Executor executor, ScheduledExecutorService timer) {
    this.store = store;
    this.timer = timer;
    this.lane = BatchLane.async(this::tell, executor, BOUNDS, (Finished one) -> 0);
  }

  void add(Finished finished) {
    boolean isFirst;
    synchronized (waiting) {
      if (waiting.size() < MOST_WAITING || waiting.containsKey(finished.conversation())) {
        waiting.merge(finished.conversation(), finished.seq(), Math::max);
      }
      isFirst = !isDue;
      isDue = true;
    }
    if (isFirst) {
      try {
        timer.schedule(this::tellAll, GATHER.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RuntimeException | Error e) { // the route ends, or the next one tries again
        synchronized (waiting) {
          isDue = false;
        }
        log.debug("what is finished waits: {}", e.toString());
      }
    }
  }

  private void tellAll() {
    Map<ConversationId, Long> all;
    synchronized (waiting) {
      isDue = false;
      all = new HashMap<>(waiting);
      waiting.clear();
    }
    all.forEach(
        (conversation, seq) -> {
          var unused = lane.submit(new Finished(conversation, seq));
        });
  }

  private CompletableFuture<List<Boolean>> tell(List<Finished> batch) {
    return store.finished(batch).thenApply(done -> Collections.nCopies(batch.size(), true));
  }
}
