package io.crossim.common.batch;

import java.util.List;

/** Carries out a batch. */
@FunctionalInterface
public interface BatchCall<T, R> {

  /**
   * Blocks until the batch is done.
   *
   * @param batch at least one item, in the order in which they were submitted
   * @return one result per item, in the same order
   * @throws Exception when no item has a result of its own; every item of the batch then fails with
   *     it
   */
  List<R> call(List<T> batch) throws Exception;
}
