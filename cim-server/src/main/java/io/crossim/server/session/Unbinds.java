package io.crossim.server.session;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.Unbind;
import io.crossim.server.connection.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.extern.slf4j.Slf4j;

/** Takes sessions away at the routes, those of a moment together. Any thread; does not block. */
@Slf4j
final class Unbinds implements AutoCloseable {

  private static final int LANES = 4;
  private static final BatchBounds BOUNDS = BatchBounds.ofItems(512, 250_000);
  private static final long GATHER_MILLIS = 20;
  private static final Duration LAST_CALLS = Duration.ofSeconds(3);

  private final UnbindCall call;
  private final BatchLanes<Unbind, Optional<Void>> lanes;
  private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();

  Unbinds(SessionApi sessions, ScheduledExecutorService timer) {
    this.call = new UnbindCall(sessions, timer);
    Executor gathering =
        calls -> timer.schedule(calls, GATHER_MILLIS, TimeUnit.MILLISECONDS); // nobody waits for it
    this.lanes =
        new BatchLanes<>(LANES, () -> BatchLane.async(call, gathering, BOUNDS, (Unbind item) -> 0));
  }

  /**
   * The session of a connection is over.
   *
   * @param generation 0 for a connection that has none
   */
  void add(Connection connection, long generation) {
    if (generation > 0) {
      Unbind unbind =
          Unbind.newBuilder()
              .setUserId(connection.userId())
              .setDevice(connection.device())
              .setGeneration(generation)
              .build();
      CompletableFuture<?> done = lanes.of(connection.userId()).submit(unbind);
      underWay.add(done);
      done.whenComplete(
          (answer, failure) -> {
            underWay.remove(done);
            if (failure != null) {
              log.debug("an ended session stays in the store: {}", failure.getMessage());
            }
          });
    }
  }

  /** Repeats nothing any more; the last calls get a little time. */
  @Override
  public void close() {
    call.close();
    try {
      CompletableFuture.allOf(underWay.toArray(CompletableFuture<?>[]::new))
          .get(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("ended sessions stay in the store until their users return", e);
    }
  }
}
