package io.crossim.server.inbox;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.route.api.CollectRequest;
import io.crossim.route.api.ConversationApi;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks routes to bring into inboxes what they had no room for. Any thread; never blocks. */
final class BehindInboxes {

  /** After so long a connection whose inbox is still behind asks again. */
  static final Duration AGAIN_AFTER = Duration.ofSeconds(6);

  /** Within so long it is asked once for each user. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(5);

  private static final BatchBounds BOUNDS = BatchBounds.ofItems(128, 50_000);

  /** Calls have time limits of their own; this one is for those that lose their answer. */
  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  private final ConversationApi routes;
  private final ScheduledExecutorService timer;
  private final BatchLane<Long, Optional<Void>> lane;

  /** For whom it was asked a short time ago. */
  private final Set<Long> asked = ConcurrentHashMap.newKeySet();

  BehindInboxes(ConversationApi routes, Executor executor, ScheduledExecutorService timer) {
    this.routes = routes;
    this.timer = timer;
    this.lane = BatchLane.async(this::call, executor, BOUNDS, (Long user) -> 0);
  }

  /** Whether it may be asked for a user; then it counts as asked. */
  boolean isDue(long userId) {
    if (!asked.add(userId)) {
      return false;
    }
    try {
      timer.schedule(() -> asked.remove(userId), ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException | Error e) { // this server ends, or has no memory
      asked.remove(userId);
    }
    return true;
  }

  /** Asks for a user. */
  CompletableFuture<?> collect(long userId) {
    return lane.submit(userId);
  }

  private CompletionStage<List<Optional<Void>>> call(List<Long> users) {
    return routes
        .collect(CollectRequest.newBuilder().addAllUserIds(users).build())
        .orTimeout(CALL_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(reply -> Collections.nCopies(users.size(), Optional.empty()));
  }
}
