package io.crossim.common.batch;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns single items into batches with one call in flight. An item that finds the lane idle leaves
 * at once; what arrives during a call goes with the next one. Items keep their order. An item whose
 * result is there already (cancelled, for one) or whose deadline is over is never called.
 *
 * <p>Any thread may submit; it never blocks. Results are completed on the thread on which the call
 * ends, which then makes the next one: what hangs on a result must not block.
 */
public final class BatchLane<T, R> {

  private static final @Nullable Long NO_DEADLINE = null;

  private final AsyncBatchCall<T, R> call;
  private final Executor executor;
  private final BatchBounds bounds;
  private final ToLongFunction<? super T> weigher;

  private final ArrayDeque<Item<T, R>> waiting = new ArrayDeque<>();
  private long waitingWeight;
  private boolean running;

  private BatchLane(
      Executor executor,
      BatchBounds bounds,
      ToLongFunction<? super T> weigher,
      AsyncBatchCall<T, R> call) {
    this.call = call;
    this.executor = executor;
    this.bounds = bounds;
    this.weigher = weigher;
  }

  /**
   * Makes one, whose calls do not block.
   *
   * @param executor makes the first call of a run, such as an event loop: what is submitted before
   *     it gets to that goes along
   * @param weigher the weight of an item, such as its bytes; cheap, never negative
   */
  public static <T, R> BatchLane<T, R> async(
      AsyncBatchCall<T, R> call,
      Executor executor,
      BatchBounds bounds,
      ToLongFunction<? super T> weigher) {
    return new BatchLane<>(executor, bounds, weigher, call);
  }

  /**
   * Queues an item that may wait as long as it takes.
   *
   * @return its result, or the batch's exception, or a {@link CimException} with {@link
   *     ResultCode#REQUEST_LIMIT} when the lane is full
   */
  public CompletableFuture<R> submit(T value) {
    return enqueue(new Item<>(value, weigher.applyAsLong(value), NO_DEADLINE));
  }

  /**
   * Queues an item.
   *
   * @param deadline a time of {@link System#nanoTime()}; an item that still waits then fails with
   *     an {@link UnavailableException}, and nothing was done for it
   * @return as of {@link #submit(Object)}
   */
  public CompletableFuture<R> submit(T value, long deadline) {
    return enqueue(new Item<>(value, weigher.applyAsLong(value), deadline));
  }

  private CompletableFuture<R> enqueue(Item<T, R> item) {
    synchronized (waiting) {
      if (waiting.size() >= bounds.maxWaiting()
          || (!waiting.isEmpty() && waitingWeight + item.weight > bounds.maxWaitingWeight())) {
        return CompletableFuture.failedFuture(
            new CimException(ResultCode.REQUEST_LIMIT, "too many calls are waiting"));
      }
      waiting.add(item);
      waitingWeight += item.weight;
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

  /** Calls that end at once follow each other in this loop rather than in each other's call. */
  private void drain() {
    for (List<Item<T, R>> batch = take(); !batch.isEmpty(); batch = take()) {
      List<Item<T, R>> current = batch;
      CompletableFuture<List<R>> called = carryOut(batch);
      if (!called.isDone()) {
        called.whenComplete(
            (results, failure) -> {
              finish(current, results, failure);
              drain();
            });
        return;
      }
      called.whenComplete((results, failure) -> finish(current, results, failure));
    }
  }

  /** The next batch; an empty one ends the run. */
  private List<Item<T, R>> take() {
    List<Item<T, R>> late = new ArrayList<>(0);
    List<Item<T, R>> batch = new ArrayList<>();
    synchronized (waiting) {
      long weight = 0;
      for (Item<T, R> next = waiting.peek(); next != null; next = waiting.peek()) {
        boolean done = next.result.isDone();
        boolean over = !done && next.isOver();
        if (!done && !over) {
          boolean fits =
              batch.size() < bounds.maxBatch() && weight + next.weight <= bounds.maxBatchWeight();
          if (!batch.isEmpty() && !fits) {
            break;
          }
          weight += next.weight;
          batch.add(next);
        } else if (over) {
          late.add(next);
        }
        waiting.remove();
        waitingWeight -= next.weight;
      }
      running = !batch.isEmpty();
    }
    if (!late.isEmpty()) {
      fail(late, new UnavailableException("it waited too long; nothing was done", null));
    }
    return batch;
  }

  private CompletableFuture<List<R>> carryOut(List<Item<T, R>> batch) {
    List<T> values = new ArrayList<>(batch.size());
    for (Item<T, R> item : batch) {
      values.add(item.value);
    }
    try {
      return call.call(values).toCompletableFuture();
    } catch (RuntimeException | Error e) { // a lane that died would hold up every later item
      return CompletableFuture.failedFuture(e);
    }
  }

  private void finish(
      List<Item<T, R>> batch, @Nullable List<R> results, @Nullable Throwable failure) {
    if (results == null) {
      fail(batch, failure == null ? new IllegalStateException("no results") : Await.cause(failure));
    } else if (results.size() != batch.size()) {
      fail(
          batch,
          new IllegalStateException(results.size() + " results (expected: " + batch.size() + ")"));
    } else {
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).result.complete(results.get(i));
      }
    }
  }

  private void fail(List<Item<T, R>> batch, Throwable cause) {
    batch.forEach(item -> item.result.completeExceptionally(cause));
  }

  private record Item<T, R>(
      T value, long weight, @Nullable Long deadline, CompletableFuture<R> result) {

    Item(T value, long weight, @Nullable Long deadline) {
      this(value, weight, deadline, new CompletableFuture<>());
    }

    boolean isOver() {
      return deadline != null && System.nanoTime() - deadline > 0;
    }
  }
}
