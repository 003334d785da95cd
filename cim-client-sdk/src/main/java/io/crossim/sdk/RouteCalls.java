package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnknownCallException;
import io.crossim.route.api.GroupApi;
import io.crossim.route.api.RouteApi;
import io.crossim.sdk.connection.TokenHolder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;

/** Asks a route about groups and conversations, in the name of the user. Any thread. */
@RequiredArgsConstructor
final class RouteCalls {

  /** The most calls of one client that wait for an answer, or for a thread. */
  private static final int MOST = 1_000;

  private final RouteSelection<GroupApi> routes;
  private final TokenHolder token;
  private final RouteApi tokens;
  private final Executor executor;

  private final AtomicInteger underWay = new AtomicInteger();

  /** Asks for something that may be repeated at another route. */
  <T> CompletableFuture<T> repeatable(Function<GroupApi, T> call) {
    return submit(() -> routes.repeatable(call));
  }

  /** Asks for something that must not be done twice. */
  <T> CompletableFuture<T> once(Function<GroupApi, T> call) {
    return submit(() -> routes.once(call));
  }

  private <T> CompletableFuture<T> submit(Supplier<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    if (underWay.incrementAndGet() > MOST) {
      underWay.decrementAndGet();
      result.completeExceptionally(
          new CimException(
              ResultCode.REQUEST_LIMIT,
              "too many calls wait for their answers: at most " + MOST + "; retry later"));
      return result;
    }
    try {
      executor.execute(() -> carryOut(call, result));
    } catch (RejectedExecutionException e) {
      underWay.decrementAndGet();
      result.completeExceptionally(new CimException(ResultCode.FAILURE, "the client is closed", e));
    }
    return result;
  }

  private <T> void carryOut(Supplier<T> call, CompletableFuture<T> result) {
    try {
      token.refresh(tokens);
      T answer = answer(call);
      underWay.decrementAndGet();
      result.complete(answer);
    } catch (RuntimeException e) {
      underWay.decrementAndGet();
      result.completeExceptionally(
          e instanceof CimException ? e : new CimException(ResultCode.FAILURE, e.toString(), e));
    }
  }

  /**
   * The answer to a call, made on the calling thread.
   *
   * @throws CimException in words for a route that does not know the call
   */
  static <T> T answer(Supplier<T> call) {
    try {
      return call.get();
    } catch (UnknownCallException e) {
      throw new CimException(
          ResultCode.FAILURE, "this cluster is of an earlier version, which has no groups", e);
    }
  }
}
