package io.crossim.route.api;

import io.crossim.common.result.CimException;
import java.util.concurrent.CompletableFuture;

/** What cim-servers ask of a route about where users belong. */
@FunctionalInterface
public interface PlacementApi {

  /**
   * Which clients of a server should move to another one. Changes nothing; never blocks; fails with
   * a {@link CimException}. Completed on threads that must not be blocked.
   */
  CompletableFuture<PlacementReply> place(PlacementRequest request);
}
