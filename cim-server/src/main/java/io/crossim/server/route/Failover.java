package io.crossim.server.route;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;

/**
 * One of several routes. A call goes to one and, when it fails, to each of the others; the one that
 * answered is asked first the next time.
 */
@RequiredArgsConstructor
final class Failover<A> {

  /** The routes as they are now; a stable order keeps a server with its route. */
  private final Supplier<? extends List<? extends A>> routes;

  /** Begins anywhere, so that many servers spread over the routes. */
  private final AtomicInteger favourite =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(1 << 16));

  <T> CompletableFuture<T> call(Function<A, CompletableFuture<T>> action) {
    List<? extends A> known = routes.get();
    if (known.isEmpty()) {
      return CompletableFuture.failedFuture(new UnavailableException("no route is known", null));
    }
    return call(action, known, favourite.get(), 0);
  }

  private <T> CompletableFuture<T> call(
      Function<A, CompletableFuture<T>> action, List<? extends A> known, int first, int tried) {
    int index = Math.floorMod(first + tried, known.size());
    CompletableFuture<T> answer = attempt(action, known.get(index));
    return answer
        .handle(
            (value, failure) -> {
              if (failure == null) {
                favourite.set(index);
                return answer;
              }
              boolean othersLeft = tried + 1 < known.size();
              return othersLeft && Await.cause(failure) instanceof CimException
                  ? call(action, known, first, tried + 1)
                  : answer;
            })
        .thenCompose(next -> next);
  }

  private static <A, T> CompletableFuture<T> attempt(
      Function<A, CompletableFuture<T>> action, A route) {
    try {
      return action.apply(route);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
