package io.crossim.route.conversation;

import io.crossim.metastore.RouteNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the routes that discovery lists. It is computed anew only when other routes are
 * listed. Any thread.
 */
@RequiredArgsConstructor
final class FromRoutes<T> implements Supplier<T> {

  private final Supplier<List<RouteNode>> routes;
  private final Function<List<RouteNode>, T> computation;

  private volatile @Nullable Known<T> known;

  private record Known<T>(List<RouteNode> routes, T result) {}

  @Override
  public T get() {
    List<RouteNode> listed = routes.get();
    Known<T> last = known;
    if (last == null || !listed.equals(last.routes)) {
      last = new Known<>(List.copyOf(listed), computation.apply(listed));
      known = last;
    }
    return last.result;
  }
}
