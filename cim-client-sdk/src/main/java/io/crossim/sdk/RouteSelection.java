package io.crossim.sdk;

import io.crossim.common.result.UnavailableException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;

/**
 * Chooses one of the routes of a cluster for each call. When the one in use does not answer, the
 * next is used from then on. Any thread.
 *
 * @param <R> what a route is asked for
 */
@RequiredArgsConstructor
final class RouteSelection<R> {

  private final List<R> routes;
  private final AtomicInteger current = new AtomicInteger();

  /** Makes a call of which a repetition would do something again. */
  <T> T once(Function<? super R, T> call) {
    int index = current.get();
    try {
      return call.apply(routes.get(index));
    } catch (UnavailableException e) {
      current.compareAndSet(index, (index + 1) % routes.size());
      throw e;
    }
  }

  /** Makes a call that may be repeated: at most once at each route, until one answers. */
  <T> T repeatable(Function<? super R, T> call) {
    for (int others = routes.size() - 1; others > 0; others--) {
      try {
        return once(call);
      } catch (UnavailableException e) {
        // the next one may answer; the last one's failure is told
      }
    }
    return once(call);
  }
}
