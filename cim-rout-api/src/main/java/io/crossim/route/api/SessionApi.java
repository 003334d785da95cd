package io.crossim.route.api;

import io.crossim.common.result.CimException;
import java.util.concurrent.CompletableFuture;

/**
 * What cim-servers ask of a route about the sessions of their connections. Calls never block; they
 * end with a {@link CimException} when the whole batch failed, and may then be repeated on any
 * route. Answers are completed on threads that must not be blocked.
 */
public interface SessionApi {

  /** Binds sessions to connections; every item has its own outcome. Repeating one is harmless. */
  CompletableFuture<BindReply> bind(BindBatch batch);

  /** Takes sessions away, each only if it is still of the given generation. */
  CompletableFuture<UnbindReply> unbind(UnbindBatch batch);
}
