package io.crossim.server.inbox;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.route.api.CollectRequest;
import io.crossim.route.api.ConversationApi;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Asks routes to bring users who were bound just now what their conversations have for them. So
 * many go in one call, and the next ones wait for its answer: however many are bound at once, a
 * route is asked no faster than it can do it. Any thread; never blocks.
 */
final class BoundUsers {

  private static final int LANES = 4;
  private static final BatchBounds BOUNDS = BatchBounds.ofItems(128, 250_000);

  /** Calls have time limits of their own; this one is for those that lose their answer. */
  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  private final ConversationApi routes;
  private final BatchLanes<Long, Boolean> lanes;

  BoundUsers(ConversationApi routes, Executor executor) {
    this.routes = routes;
    this.lanes =
        new BatchLanes<>(
            LANES, () -> BatchLane.async(this::call, executor, BOUNDS, (Long user) -> 0));
  }

  /** Asks for a user; answers whether they have got everything. */
  CompletableFuture<Boolean> collect(long userId) {
    return lanes.of(userId).submit(userId);
  }

  private CompletionStage<List<Boolean>> call(List<Long> users) {
    return routes
        .collect(CollectRequest.newBuilder().addAllUserIds(users).setBound(true).build())
        .orTimeout(CALL_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(
            reply -> {
              Set<Long> later = new HashSet<>(reply.getLaterList());
              return users.stream().map(user -> !later.contains(user)).toList();
            });
  }
}
