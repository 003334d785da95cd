package io.crossim.common.batch;

/**
 * What a lane takes. An item that is alone is taken whatever it weighs.
 *
 * @param maxBatch the most items of one call
 * @param maxBatchWeight the most weight of one call
 * @param maxWaiting the most items that wait; one more is refused
 * @param maxWaitingWeight the most weight that waits
 */
public record BatchBounds(
    int maxBatch, long maxBatchWeight, int maxWaiting, long maxWaitingWeight) {

  /** Bounds by count alone. */
  public static BatchBounds ofItems(int maxBatch, int maxWaiting) {
    return new BatchBounds(maxBatch, Long.MAX_VALUE, maxWaiting, Long.MAX_VALUE);
  }
}
