package io.crossim.common.batch;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Carries out a batch without blocking. */
@FunctionalInterface
public interface AsyncBatchCall<T, R> {

  /**
   * Sets a batch off; must not block.
   *
   * @param batch at least one item, in the order in which they were submitted
   * @return one result per item, in the same order; where it ends with an exception, every item of
   *     the batch fails with it
   */
  CompletionStage<List<R>> call(List<T> batch);
}
