package io.crossim.common.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items that wait in a lane, in their order and within its bounds. For one thread at a time.
 */
final class WaitingItems<T, R> {

  private final BatchBounds bounds;
  private final ArrayDeque<BatchItem<T, R>> items = new ArrayDeque<>();
  private long weight;

  WaitingItems(BatchBounds bounds) {
    this.bounds = bounds;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Whether at least this part of what may wait does, by count or by weight. */
  boolean isFilled(int part) {
    return items.size() >= bounds.maxWaiting() / part || weight >= bounds.maxWaitingWeight() / part;
  }

  /** Takes an item in, or answers false: there is no room. One that is alone always has room. */
  boolean add(BatchItem<T, R> item) {
    if (items.size() >= bounds.maxWaiting()
        || (!items.isEmpty() && weight + item.weight() > bounds.maxWaitingWeight())) {
      return false;
    }
    items.add(item);
    weight += item.weight();
    return true;
  }

  /** Takes the oldest item out; null when there is none. */
  @Nullable BatchItem<T, R> poll() {
    BatchItem<T, R> oldest = items.poll();
    if (oldest != null) {
      weight -= oldest.weight();
    }
    return oldest;
  }

  /**
   * The items of the next call, and those that have waited too long.
   *
   * @param batch to be called; empty only when no item is left
   */
  record Taken<T, R>(List<BatchItem<T, R>> batch, List<BatchItem<T, R>> late) {}

  /**
   * Takes the next batch out. Items whose result is there already are dropped.
   *
   * @throws OutOfMemoryError when there is no memory for it; then nothing was taken
   */
  Taken<T, R> take() {
    // All the memory that this takes is there before anything is taken.
    int room = Math.min(items.size(), bounds.maxBatch());
    BatchItem<T, R> first = items.peek();
    int lateRoom = first != null && first.isOver() ? room : 0;
    Taken<T, R> taken =
        new Taken<>(new ArrayList<>(room), lateRoom == 0 ? List.of() : new ArrayList<>(lateRoom));
    long batchWeight = 0;
    for (BatchItem<T, R> next = items.peek(); next != null; next = items.peek()) {
      boolean done = next.result().isDone();
      boolean over = !done && next.isOver();
      if (!done && !over) {
        if (!taken.batch.isEmpty() && !fits(taken.batch.size(), batchWeight, next)) {
          break;
        }
        batchWeight += next.weight();
        taken.batch.add(next);
      } else if (over) {
        if (taken.late.size() == lateRoom) {
          break; // it is among the first of the next batch
        }
        taken.late.add(next);
      }
      items.remove();
      weight -= next.weight();
    }
    return taken;
  }

  private boolean fits(int size, long batchWeight, BatchItem<T, R> next) {
    return size < bounds.maxBatch() && batchWeight + next.weight() <= bounds.maxBatchWeight();
  }
}
