package io.crossim.common.batch;

import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One item of a {@link BatchLane}, and the result that its caller waits for.
 *
 * @param deadline a time of {@link System#nanoTime()}; null for none
 */
record BatchItem<T, R>(T value, long weight, @Nullable Long deadline, CompletableFuture<R> result) {

  BatchItem(T value, long weight, @Nullable Long deadline) {
    this(value, weight, deadline, new CompletableFuture<>());
  }

  boolean isOver() {
    return deadline != null && System.nanoTime() - deadline > 0;
  }

  /** The items without what surrounds them. */
  static <T, R> List<T> values(List<BatchItem<T, R>> batch) {
    List<T> values = new ArrayList<>(batch.size());
    for (BatchItem<T, R> item : batch) {
      values.add(item.value);
    }
    return values;
  }

  /** Completes a batch as its call ended; with what is thrown on the way, if anything is. */
  static <T, R> void finish(
      List<BatchItem<T, R>> batch, @Nullable List<R> results, @Nullable Throwable failure) {
    try {
      complete(batch, results, failure);
    } catch (RuntimeException | Error e) {
      fail(batch, e);
    }
  }

  private static <T, R> void complete(
      List<BatchItem<T, R>> batch, @Nullable List<R> results, @Nullable Throwable failure) {
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

  /** Completes each item of a batch with an error, whatever hangs on the results of the others. */
  static <T, R> void fail(List<BatchItem<T, R>> batch, Throwable cause) {
    for (BatchItem<T, R> item : batch) {
      try {
        item.result.completeExceptionally(cause);
      } catch (RuntimeException | Error e) { // the others have to be told all the same
        continue;
      }
    }
  }

  /** Completes items whose deadline is over; nothing was done for them. */
  static <T, R> void failLate(List<BatchItem<T, R>> late) {
    if (late.isEmpty()) {
      return;
    }
    try {
      fail(late, new UnavailableException("it waited too long and was not carried out", null));
    } catch (OutOfMemoryError e) { // the batch that was taken with them must go on
      fail(late, e);
    }
  }
}
