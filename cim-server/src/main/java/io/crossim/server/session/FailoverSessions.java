package io.crossim.server.session;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.UnbindReply;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;

/**
 * The sessions behind several routes. A call goes to one route and, when it fails, to each of the
 * others; the one that answered is asked first the next time.
 */
@RequiredArgsConstructor
public final class FailoverSessions implements SessionApi {

  /** The routes as they are now; a stable order keeps a server with its route. */
  private final Supplier<List<SessionApi>> routes;

  /** Begins anywhere, so that many servers spread over the routes. */
  private final AtomicInteger favourite =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(1 << 16));

  @Override
  public BindReply bind(BindBatch batch) {
    return call(route -> route.bind(batch));
  }

  @Override
  public UnbindReply unbind(UnbindBatch batch) {
    return call(route -> route.unbind(batch));
  }

  private <T> T call(Function<SessionApi, T> action) {
    List<SessionApi> known = routes.get();
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
