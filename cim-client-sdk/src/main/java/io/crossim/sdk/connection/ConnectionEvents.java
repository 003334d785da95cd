package io.crossim.sdk.connection;

import io.crossim.common.result.CimException;
import java.time.Duration;

/** How the connection fares. Calls come on the client's event loop and must not block. */
public interface ConnectionEvents {

  void ready(Connection connection);

  /** Another connection, to another server, has taken the place of one that was ready. */
  void moved(Connection connection);

  /** A connection that was ready is gone; an attempt to make another one follows. */
  void lost(Throwable cause);

  /**
   * An attempt failed and another one follows.
   *
   * @param attempt 1 for the first one since the connection was last ready
   */
  void attemptFailed(int attempt, Throwable cause, Duration delay);

  /** The last attempt has failed; no other follows. */
  void gaveUp(CimException cause);
}
