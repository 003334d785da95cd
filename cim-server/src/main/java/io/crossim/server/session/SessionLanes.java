package io.crossim.server.session;

import io.crossim.common.batch.BatchCall;
import io.crossim.common.batch.BatchLane;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Several lanes to the routes, chosen by user, so that one slow call does not hold up everybody.
 */
final class SessionLanes<T, R> {

  private static final int LANES = 4;
  private static final int MAX_BATCH = 512;
  private static final int MAX_WAITING = 250_000;

  private final List<BatchLane<T, R>> lanes;

  SessionLanes(BatchCall<T, R> call, Executor executor) {
    this.lanes =
        Stream.generate(() -> new BatchLane<>(call, executor, MAX_BATCH, MAX_WAITING))
            .limit(LANES)
            .toList();
  }

  CompletableFuture<R> submit(long userId, T item) {
    return lanes.get(Math.floorMod(userId, LANES)).submit(item);
  }
}
