package io.crossim.common.batch;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns single items into batches with one call in flight. An item that finds the lane idle leaves
 * at once; what arrives during a call goes with the next one. Items keep their order. An item whose
 * result is there already (cancelled, for one) or whose deadline is over is never called.
 *
 * <p>Any thread may submit; it never blocks. Results are completed on the thread on which the call
 * ends, which then makes the next one: what hangs on a result must not block.
 *
 * <p>Whatever is thrown on the way, an {@link OutOfMemoryError} too, fails the batch that it met
 * and no more: the lane goes on. A call whose future never completes would stop it, so calls need
 * time limits of their own; {@link #callAge()} shows one that has none.
 */
public final class BatchLane<T, R> {

  private static final @Nullable Long NO_DEADLINE = null;

  private final AsyncBatchCall<T, R> call;
  private final Executor executor;
  private final BatchBounds bounds;
  private final ToLongFunction<? super T> weigher;

  private final ArrayDeque<BatchItem<T, R>> waiting = new ArrayDeque<>();
  private long waitingWeight;
  private volatile boolean running;

  /** When the present call began, or was about to. */
  private volatile long calledAt;

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
    return enqueue(new BatchItem<>(value, weigher.applyAsLong(value), NO_DEADLINE));
  }

  /**
   * Queues an item.
   *
   * @param deadline a time of {@link System#nanoTime()}; an item that still waits then fails with
   *     an {@link UnavailableException}, and nothing was done for it
   * @return as of {@link #submit(Object)}
   */
  public CompletableFuture<R> submit(T value, long deadline) {
    return enqueue(new BatchItem<>(value, weigher.applyAsLong(value), deadline));
  }

  /** Whether at least half of what may wait does, by count or by weight. */
  public boolean isHalfFull() {
    return isFilled(2);
  }

  /** Whether at least a quarter of what may wait does, by count or by weight. */
  public boolean isQuarterFull() {
    return isFilled(4);
  }

  private boolean isFilled(int part) {
    synchronized (waiting) {
      return waiting.size() >= bounds.maxWaiting() / part
          || waitingWeight >= bounds.maxWaitingWeight() / part;
    }
  }

  /** The time since the present call began; zero when there is none. */
  public Duration callAge() {
    long since = calledAt;
    return running ? Duration.ofNanos(Math.max(0, System.nanoTime() - since)) : Duration.ZERO;
  }

  private CompletableFuture<R> enqueue(BatchItem<T, R> item) {
    synchronized (waiting) {
      if (waiting.size() >= bounds.maxWaiting()
          || (!waiting.isEmpty() && waitingWeight + item.weight() > bounds.maxWaitingWeight())) {
        return CompletableFuture.failedFuture(
            new CimException(ResultCode.REQUEST_LIMIT, "too many calls are waiting; retry later"));
      }
      waiting.add(item);
      waitingWeight += item.weight();
      if (running) {
        return item.result();
      }
      calledAt = System.nanoTime();
      running = true;
    }
    start();
    return item.result();
  }

  private void start() {
    try {
      executor.execute(this::drain);
    } catch (RuntimeException | Error e) { // it is closed, or there is no memory for the task
      for (List<BatchItem<T, R>> batch = takeOrFail(); !batch.isEmpty(); batch = takeOrFail()) {
        BatchItem.fail(batch, e);
      }
    }
  }

  /** Calls that end at once follow each other in this loop rather than in each other's call. */
  private void drain() {
    boolean goesOn = true;
    while (goesOn) {
      List<BatchItem<T, R>> batch = takeOrFail();
      if (batch.isEmpty()) {
        return;
      }
      try {
        goesOn = carryOut(batch);
      } catch (RuntimeException | Error e) { // a lane that died would hold up every later item
        BatchItem.fail(batch, e);
      }
    }
  }

  /**
   * Makes a call.
   *
   * @return whether it is over; else its end goes on with the next one
   */
  private boolean carryOut(List<BatchItem<T, R>> batch) {
    List<T> values = new ArrayList<>(batch.size());
    for (BatchItem<T, R> item : batch) {
      values.add(item.value());
    }
    CompletableFuture<List<R>> called = call.call(values).toCompletableFuture();
    if (called.isDone()) {
      called.whenComplete((results, failure) -> BatchItem.finish(batch, results, failure));
      return true;
    }
    called.whenComplete(
        (results, failure) -> {
          BatchItem.finish(batch, results, failure);
          drain();
        });
    return false;
  }

  /** The next batch; an empty one ends the run. */
  private List<BatchItem<T, R>> takeOrFail() {
    while (true) {
      try {
        List<BatchItem<T, R>> batch = take();
        if (!batch.isEmpty() || hasEnded()) {
          return batch;
        }
      } catch (OutOfMemoryError e) { // nothing was taken, and nothing else can be done
        failOldest(e);
        if (hasEnded()) {
          return List.of();
        }
      }
    }
  }

  /** Ends the run when nothing waits. */
  private boolean hasEnded() {
    synchronized (waiting) {
      running = !waiting.isEmpty();
      return !running;
    }
  }

  private void failOldest(Throwable cause) {
    BatchItem<T, R> oldest;
    synchronized (waiting) {
      oldest = waiting.poll();
      if (oldest != null) {
        waitingWeight -= oldest.weight();
      }
    }
    if (oldest != null) {
      oldest.result().completeExceptionally(cause);
    }
  }

  private List<BatchItem<T, R>> take() {
    List<BatchItem<T, R>> late;
    List<BatchItem<T, R>> batch;
    synchronized (waiting) {
      // All the memory that this takes is there before anything is taken.
      int room = Math.min(waiting.size(), bounds.maxBatch());
      batch = new ArrayList<>(room);
      BatchItem<T, R> first = waiting.peek();
      int lateRoom = first != null && first.isOver() ? room : 0;
      late = lateRoom == 0 ? List.of() : new ArrayList<>(lateRoom);
      long weight = 0;
      for (BatchItem<T, R> next = waiting.peek(); next != null; next = waiting.peek()) {
        boolean done = next.result().isDone();
        boolean over = !done && next.isOver();
        if (!done && !over) {
          boolean fits =
              batch.size() < bounds.maxBatch() && weight + next.weight() <= bounds.maxBatchWeight();
          if (!batch.isEmpty() && !fits) {
            break;
          }
          weight += next.weight();
          batch.add(next);
        } else if (over) {
          if (late.size() == lateRoom) {
            break; // it is among the first of the next batch
          }
          late.add(next);
        }
        waiting.remove();
        waitingWeight -= next.weight();
      }
      calledAt = System.nanoTime();
    }
    failLate(late);
    return batch;
  }

  private void failLate(List<BatchItem<T, R>> late) {
    if (!late.isEmpty()) {
      try {
        BatchItem.fail(
            late, new UnavailableException("it waited too long and was not carried out", null));
      } catch (OutOfMemoryError e) { // the batch that was taken with them must go on
        BatchItem.fail(late, e);
      }
    }
  }
}
