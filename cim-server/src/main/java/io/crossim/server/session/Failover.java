package io.crossim.server.session;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.util.List;
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

  <T> T call(Function<A, T> action) {
    List<? extends A> known = routes.get();
    CimException last = new UnavailableException("no route is known", null);
    int first = favourite.get();
    for (int i = 0; i < known.size(); i++) {
      int index = Math.floorMod(first + i, known.size());
      try {
        T answer = action.apply(known.get(index));
        favourite.set(index);
        return answer;
      } catch (CimException e) {
        last = e;
      }
    }
    throw last;
  }
}
