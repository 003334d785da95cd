package io.crossim.common.batch;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Turns single items into batches with one call in flight. An item that finds the lane idle leaves
 * at once; what arrives during a call goes with the next one. Items keep their order.
 *
 * <p>Any thread may submit; it never blocks. Results are completed on the executor's thread, so
 * what hangs on them must not block either.
 */
public final class BatchLane<T, R> {

  private final BatchCall<T, R> call;
  private final Executor executor;
  private final int maxBatch;
  private final int maxWaiting;

  private final ArrayDeque<Item<T, R>> waiting = new ArrayDeque<>();
  private boolean running;

  /**
   * @param executor runs the call, which blocks; one task at a time per lane
   * @param maxBatch the most items that one call takes
   * @param maxWaiting the most items that wait; one more is refused
   */
  public BatchLane(BatchCall<T, R> call, Executor executor, int maxBatch, int maxWaiting) {
    this.call = call;
    this.executor = executor;
    this.maxBatch = maxBatch;
    this.maxWaiting = maxWaiting;
  }

  /**
   * Queues an item.
   *
   * @return its result, or the batch's exception, or a {@link CimException} with {@link
   *     ResultCode#REQUEST_LIMIT} when the lane is full
   */
  public CompletableFuture<R> submit(T value) {
    Item<T, R> item = new Item<>(value, new CompletableFuture<>());
    synchronized (waiting) {
      if (waiting.size() >= maxWaiting) {
        return CompletableFuture.failedFuture(
            new CimException(
                ResultCode.REQUEST_LIMIT, "more than " + maxWaiting + " calls are waiting"));
      }
      waiting.add(item);
      if (running) {
        return item.result;
      }
      running = true;
    }
    start();
    return item.result;
  }

  private void start() {
    try {
      executor.execute(this::drain);
    } catch (RejectedExecutionException e) {
      for (List<Item<T, R>> batch = take(); !batch.isEmpty(); batch = take()) {
        fail(batch, e);
      }
    }
  }

  private void drain() {
    for (List<Item<T, R>> batch = take(); !batch.isEmpty(); batch = take()) {
      carryOut(batch);
    }
  }

  /** The next batch; an empty one ends the run. */
  private List<Item<T, R>> take() {
    synchronized (waiting) {
      int size = Math.min(waiting.size(), maxBatch);
      List<Item<T, R>> batch = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        batch.add(waiting.remove());
      }
      running = size > 0;
      return batch;
    }
  }

  private void carryOut(List<Item<T, R>> batch) {
    List<T> values = new ArrayList<>(batch.size());
    batch.forEach(item -> values.add(item.value));
    List<R> results;
    try {
      results = call.call(values);
      if (results.size() != batch.size()) {
        throw new IllegalStateException(
            results.size() + " results (expected: " + batch.size() + ")");
      }
    } catch (Throwable e) { // a lane that died with its batch would hold up every later item
      fail(batch, e);
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).result.complete(results.get(i));
    }
  }

  private void fail(List<Item<T, R>> batch, Throwable cause) {
    batch.forEach(item -> item.result.completeExceptionally(cause));
  }

  private record Item<T, R>(T value, CompletableFuture<R> result) {}
}
