package io.crossim.common.batch;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import lombok.RequiredArgsConstructor;

/**
 * Calls again with each half of a batch when the whole of it is refused, such as one that is too
 * large or has too large an answer. A batch of one is not halved: its failure is the result.
 */
@RequiredArgsConstructor
public final class HalvingCall<T, R> implements AsyncBatchCall<T, R> {

  private final AsyncBatchCall<T, R> call;

  @Override
  public CompletionStage<List<R>> call(List<T> batch) {
    return call.call(batch)
        .handle(
            (results, failure) ->
                failure == null
                    ? CompletableFuture.completedFuture(results)
                    : isRefused(failure) && batch.size() > 1
                        ? halves(batch)
                        : CompletableFuture.<List<R>>failedFuture(failure))
        .thenCompose(next -> next);
  }

  private CompletionStage<List<R>> halves(List<T> batch) {
    int half = batch.size() / 2;
    return call(batch.subList(0, half))
        .thenCompose(
            first ->
                call(batch.subList(half, batch.size()))
                    .thenApply(
                        second -> {
                          List<R> all = new ArrayList<>(first);
                          all.addAll(second);
                          return all;
                        }));
  }

  private static boolean isRefused(Throwable failure) {
    return Await.cause(failure) instanceof CimException known
        && known.code() == ResultCode.INVALID_ARGUMENT;
  }
}
