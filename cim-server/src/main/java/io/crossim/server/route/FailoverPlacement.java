package io.crossim.server.route;

import io.crossim.route.api.PlacementApi;
import io.crossim.route.api.PlacementReply;
import io.crossim.route.api.PlacementRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The placement of several routes. */
public final class FailoverPlacement implements PlacementApi {

  private final Failover<PlacementApi> routes;

  /**
   * @param routes as they are now, in a stable order
   */
  public FailoverPlacement(Supplier<? extends List<? extends PlacementApi>> routes) {
    this.routes = new Failover<>(routes);
  }

  @Override
  public CompletableFuture<PlacementReply> place(PlacementRequest request) {
    return routes.call(route -> route.place(request));
  }
}
