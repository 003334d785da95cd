package io.crossim.server.inbox;

import io.crossim.server.connection.Connection;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

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

  /** The feed of a connection; null before its login. */
  public static @Nullable InboxFeed of(Connection connection) {
    return (InboxFeed) connection.feed();
  }
}
