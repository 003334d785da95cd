package io.crossim.common.batch;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Several lanes of one kind, so that one slow call does not hold up everybody. What has the same
 * key goes through the same lane and keeps its order. Any thread.
 */
public final class BatchLanes<T, R> {

  private final List<BatchLane<T, R>> lanes;

  /**
   * @param lane makes one of them
   */
  public BatchLanes(int count, Supplier<BatchLane<T, R>> lane) {
    this.lanes = Stream.generate(lane).limit(count).toList();
  }

  /** The time since the oldest present call of all lanes began; zero when there is none. */
  public Duration callAge() {
    Duration oldest = Duration.ZERO;
    for (BatchLane<T, R> lane : lanes) {
      Duration age = lane.callAge();
      oldest = age.compareTo(oldest) > 0 ? age : oldest;
    }
    return oldest;
  }

  /** The lane of a key, such as a user's id. */
  public BatchLane<T, R> of(long key) {
    return lanes.get(Math.floorMod(Long.hashCode(key), lanes.size()));
  }
}
