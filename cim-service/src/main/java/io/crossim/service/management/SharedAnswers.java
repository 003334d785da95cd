package io.crossim.service.management;

import io.crossim.service.call.CallAnswer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Gives the answer that is being made to all who ask for the same thing meanwhile, so that many
 * callers cost no more than one. Any thread.
 */
final class SharedAnswers {

  private final Map<Object, CompletableFuture<CallAnswer>> underWay = new ConcurrentHashMap<>();

  /**
   * @param request equal for those who may share an answer
   * @param made begins to make the answer; not called while one is being made
   */
  CompletableFuture<CallAnswer> get(Object request, Supplier<CompletableFuture<CallAnswer>> made) {
    CompletableFuture<CallAnswer> mine = new CompletableFuture<>();
    CompletableFuture<CallAnswer> other = underWay.putIfAbsent(request, mine);
    if (other != null) {
      return other;
    }
    made.get()
        .whenComplete(
            (answer, failure) -> {
              underWay.remove(request, mine);
              if (failure == null) {
                mine.complete(answer);
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine;
  }
}
