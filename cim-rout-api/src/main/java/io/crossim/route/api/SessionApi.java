package io.crossim.route.api;

import io.crossim.common.result.CimException;

/**
 * What cim-servers ask of a route about the sessions of their connections. Calls block; they throw
 * a {@link CimException} when the whole batch failed, and may then be repeated on any route.
 */
public interface SessionApi {

  /** Binds sessions to connections; every item has its own outcome. Repeating one is harmless. */
  BindReply bind(BindBatch batch);

  /** Takes sessions away, each only if it is still of the given generation. */
  UnbindReply unbind(UnbindBatch batch);
}
