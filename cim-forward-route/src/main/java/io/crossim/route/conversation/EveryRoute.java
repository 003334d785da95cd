package io.crossim.route.conversation;

import io.crossim.metastore.RouteNode;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;

/**
 * Whether every route that discovery lists can do something. It is found out anew only when other
 * routes are listed. Any thread.
 */
@RequiredArgsConstructor
final class EveryRoute implements BooleanSupplier {

  private final Supplier<List<RouteNode>> routes;
  private final Predicate<RouteNode> can;

  private volatile Known known = new Known(List.of(), /* can= */ true);

  private record Known(List<RouteNode> routes, boolean can) {}

  @Override
  public boolean getAsBoolean() {
    List<RouteNode> listed = routes.get();
    Known last = known;
    if (!listed.equals(last.routes)) {
      last = new Known(listed, listed.stream().allMatch(can));
      known = last;
    }
    return last.can;
  }
}
