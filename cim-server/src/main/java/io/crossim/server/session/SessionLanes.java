package io.crossim.server.session;

import io.crossim.common.batch.AsyncBatchCall;
import io.crossim.common.batch.BatchBounds;
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
  private static final BatchBounds BOUNDS = BatchBounds.ofItems(512, 250_000);

  private final List<BatchLane<T, R>> lanes;

  /**
   * @param executor sets the calls off; they do not block it
   */
  SessionLanes(AsyncBatchCall<T, R> call, Executor executor) {
    this.lanes =
        Stream.generate(() -> BatchLane.async(call, executor, BOUNDS, (T item) -> 0))
            .limit(LANES)
            .toList();
  }

  CompletableFuture<R> submit(long userId, T item) {
    return lanes.get(Math.floorMod(userId, LANES)).submit(item);
  }
}
