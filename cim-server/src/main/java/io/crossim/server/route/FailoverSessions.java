package io.crossim.server.route;

import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.UnbindReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The sessions behind several routes. */
public final class FailoverSessions implements SessionApi {

  private final Failover<SessionApi> routes;

  /**
   * @param routes as they are now, in a stable order
   */
  public FailoverSessions(Supplier<? extends List<? extends SessionApi>> routes) {
    this.routes = new Failover<>(routes);
  }

  @Override
  public CompletableFuture<BindReply> bind(BindBatch batch) {
    return routes.call(route -> route.bind(batch));
  }

  @Override
  public CompletableFuture<UnbindReply> unbind(UnbindBatch batch) {
    return routes.call(route -> route.unbind(batch));
  }
}
