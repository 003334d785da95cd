package io.crossim.route.delivery;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.result.Await;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Appends of HTTP callers, one call to the store per batch. The appends of one item go to one
 * receiver, in one call and in their order; items to one receiver keep theirs.
 */
final class InboxLanes {

  private static final int LANES = 8;
  private static final long MEGABYTE = 1L << 20;
  private static final BatchBounds BOUNDS = new BatchBounds(512, MEGABYTE, 10_000, 16 * MEGABYTE);

  /** What an append costs beside its payload. */
  private static final int OVERHEAD = 128;

  private final InboxStore store;
  private final List<BatchLane<List<Append>, List<AppendOutcome>>> lanes;

  InboxLanes(InboxStore store, Executor executor) {
    this.store = store;
    this.lanes =
        Stream.generate(
                () ->
                    new BatchLane<List<Append>, List<AppendOutcome>>(
                        this::append, executor, BOUNDS, InboxLanes::weight))
            .limit(LANES)
            .toList();
  }

  /** Outcomes in the order of the appends; what still waits at the limit is never stored. */
  CompletableFuture<List<AppendOutcome>> append(
      long receiverId, List<Append> appends, TimeLimit limit) {
    return lanes.get(Math.floorMod(Long.hashCode(receiverId), LANES)).submit(appends, limit.end());
  }

  private List<List<AppendOutcome>> append(List<List<Append>> batch) {
    List<AppendOutcome> outcomes =
        Await.result(store.append(batch.stream().flatMap(List::stream).toList()));
    List<List<AppendOutcome>> results = new ArrayList<>(batch.size());
    int from = 0;
    for (List<Append> item : batch) {
      results.add(outcomes.subList(from, from + item.size()));
      from += item.size();
    }
    return results;
  }

  static long weight(List<Append> appends) {
    return appends.stream().mapToLong(InboxLanes::weight).sum();
  }

  static long weight(Append append) {
    return append.payload().length + OVERHEAD;
  }
}
