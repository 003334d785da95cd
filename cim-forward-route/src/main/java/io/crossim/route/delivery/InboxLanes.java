package io.crossim.route.delivery;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.persistence.inbox.Append;
import io.crossim.service.clock.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Appends of HTTP callers, one call to the store per batch. The appends of one item go to one
 * receiver, in one call and in their order; items to one receiver keep theirs.
 */
final class InboxLanes {

  /** While the store works on one batch the next one gathers; more lanes would only split them. */
  private static final int LANES = 2;

  private static final long MEGABYTE = 1L << 20;
  private static final BatchBounds BOUNDS = new BatchBounds(512, MEGABYTE, 20_000, 32 * MEGABYTE);

  /** What an append costs beside its payload. */
  private static final int OVERHEAD = 128;

  private final InboxWriter writer;
  private final BatchLanes<List<Append>, List<AppendResult>> lanes;

  InboxLanes(InboxWriter writer, Executor executor) {
    this.writer = writer;
    this.lanes =
        new BatchLanes<>(
            LANES, () -> BatchLane.async(this::append, executor, BOUNDS, InboxLanes::weight));
  }

  /** Outcomes in the order of the appends; what still waits at the limit is never stored. */
  CompletableFuture<List<AppendResult>> append(
      long receiverId, List<Append> appends, Deadline limit) {
    return lanes.of(receiverId).submit(appends, limit.end());
  }

  private CompletableFuture<List<List<AppendResult>>> append(List<List<Append>> batch) {
    List<Append> all = new ArrayList<>(batch.size());
    batch.forEach(all::addAll);
    return writer.append(all).thenApply(stored -> split(batch, stored));
  }

  private static List<List<AppendResult>> split(
      List<List<Append>> batch, List<AppendResult> stored) {
    List<List<AppendResult>> results = new ArrayList<>(batch.size());
    int from = 0;
    for (List<Append> item : batch) {
      results.add(stored.subList(from, from + item.size()));
      from += item.size();
    }
    return results;
  }

  static long weight(List<Append> appends) {
    long weight = 0;
    for (Append append : appends) {
      weight += weight(append);
    }
    return weight;
  }

  static long weight(Append append) {
    return append.payload().length + OVERHEAD;
  }
}
