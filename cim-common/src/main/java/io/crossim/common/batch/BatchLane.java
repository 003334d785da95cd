package io.crossim.common.batch;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.ToLongFunction;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
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
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class BatchLane<T, R> {

  private final AsyncBatchCall<T, R> call;
  private final Executor executor;
  private final ToLongFunction<? super T> weigher;

  /** Guarded by itself. */
  private final WaitingItems<T, R> waiting;

  private volatile boolean running;

  /** When the present call began, or was about to. */
  private volatile long calledAt;

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
    return new BatchLane<>(call, executor, weigher, new WaitingItems<>(bounds));
  }

  /**
   * Queues an item that may wait as long as it takes.
   *
   * @return its result, or the batch's exception, or a {@link CimException} with {@link
   *     ResultCode#REQUEST_LIMIT} when the lane is full
   */
  public CompletableFuture<R> submit(T value) {
    return enqueue(new BatchItem<>(value, weigher.applyAsLong(value), /* deadline= */ null));
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

  /**
   * Whether so much waits that the lane is filled to a part, by count or by weight.
   *
   * @param part 2 for half of what may wait, 4 for a quarter
   */
  public boolean isFilled(int part) {
    synchronized (waiting) {
      return waiting.isFilled(part);
    }
  }

  /** The time since the present call began; zero when there is none. */
  public Duration callAge() {
    long since = calledAt;
    return running ? Duration.ofNanos(Math.max(0, System.nanoTime() - since)) : Duration.ZERO;
  }

  private CompletableFuture<R> enqueue(BatchItem<T, R> item) {
    synchronized (waiting) {
      if (!waiting.add(item)) {
        return CompletableFuture.failedFuture(
            new CimException(ResultCode.REQUEST_LIMIT, "too many calls are waiting; retry later"));
      }
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
    CompletableFuture<List<R>> called = call.call(BatchItem.values(batch)).toCompletableFuture();
    boolean isOver = called.isDone();
    called.whenComplete(
        (results, failure) -> {
          BatchItem.finish(batch, results, failure);
          if (!isOver) {
            drain();
          }
        });
    return isOver;
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
    @Nullable BatchItem<T, R> oldest;
    synchronized (waiting) {
      oldest = waiting.poll();
    }
    if (oldest != null) {
      oldest.result().completeExceptionally(cause);
    }
  }

  private List<BatchItem<T, R>> take() {
    WaitingItems.Taken<T, R> taken;
    synchronized (waiting) {
      taken = waiting.take();
      calledAt = System.nanoTime();
    }
    BatchItem.failLate(taken.late());
    return taken.batch();
  }
}
