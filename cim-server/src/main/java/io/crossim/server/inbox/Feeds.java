package io.crossim.server.inbox;

import io.crossim.server.connection.Connection;
import lombok.RequiredArgsConstructor;

/** Gives connections their feeds. */
@RequiredArgsConstructor
public final class Feeds {

  /** So many pushed messages may be unacknowledged. */
  public static final int WINDOW = 1_000;

  private final InboxCalls calls;

  /** The connection knows by now who its user is and what it speaks. */
  public void open(Connection connection) {
    connection.feed(
        connection.isV3() ? new V3Feed(connection, calls, WINDOW) : new V2Feed(connection, calls));
  }
}
