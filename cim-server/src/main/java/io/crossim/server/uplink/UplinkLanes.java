package io.crossim.server.uplink;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.route.api.SendOutcome;
import io.crossim.server.connection.Connection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The lanes to the routes. All messages of one connection go in one lane, so that they keep their
 * order. Any thread; never blocks.
 */
final class UplinkLanes {

  /**
   * Lanes of each kind: for senders who want the status, for which a route may wait, and for those
   * who do not. While one batch is under way the next one gathers; more lanes would only split
   * them.
   */
  private static final int OF_A_KIND = 2;

  private static final long MEGABYTE = 1L << 20;
  private static final BatchBounds BOUNDS =
      new BatchBounds(512, 4 * MEGABYTE, 50_000, 32 * MEGABYTE);

  private final List<Lane> lanes;

  /**
   * @param calls makes the calls of one lane
   * @param executor sets them off; they do not block it
   * @param timer times the looks at lanes that are full
   */
  UplinkLanes(Supplier<UploadCall> calls, Executor executor, ScheduledExecutorService timer) {
    this.lanes =
        Stream.generate(() -> new Lane(calls.get(), executor, timer)).limit(2 * OF_A_KIND).toList();
  }

  Lane of(Connection connection) {
    int place = Math.floorMod(Long.hashCode(connection.userId()), OF_A_KIND);
    return lanes.get(connection.takesEarlyAcks() ? OF_A_KIND + place : place);
  }

  /** The time since the oldest present call began; zero when there is none. */
  Duration callAge() {
    return lanes.stream()
        .map(lane -> lane.batches.callAge())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Gives up what is still tried. */
  void close() {
    lanes.forEach(lane -> lane.call.close());
  }

  /** One lane, and the senders who wait for room in it. */
  static final class Lane {

    private final UploadCall call;
    private final BatchLane<Upload, SendOutcome> batches;
    private final BlockedSenders blocked;

    private Lane(UploadCall call, Executor executor, ScheduledExecutorService timer) {
      this.call = call;
      this.batches = BatchLane.async(call, executor, BOUNDS, Upload::weight);
      this.blocked = new BlockedSenders(() -> !batches.isFilled(4), timer);
    }

    CompletableFuture<SendOutcome> submit(Upload upload) {
      return batches.submit(upload);
    }

    /** Stops reading from a sender while the lane is half full. On their event loop. */
    void slowDown(Connection sender) {
      if (batches.isFilled(2)) {
        blocked.add(sender);
      }
    }
  }
}
