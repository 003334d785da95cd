package io.crossim.server.inbox;

import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.Feed;
import lombok.RequiredArgsConstructor;

/**
 * Asks for the heads of inboxes from time to time, so that a push that was lost in a quiet
 * conversation is found.
 */
@RequiredArgsConstructor
public final class HeadRefresh {

  /** Bounds what one sweep asks for. */
  private static final int AT_ONCE = 1_000;

  private final InboxCalls calls;

  /** Runs once a second on an event loop, over its connections. */
  public void over(Iterable<Connection> connections) {
    long now = calls.now();
    int asked = 0;
    for (Connection connection : connections) {
      Feed feed = connection.feed();
      if (feed != null
          && connection.state() == ConnectionState.BOUND
          && feed.isHeadDue(now, InboxCalls.HEADS_EVERY.toNanos())
          && asked++ < AT_ONCE) {
        ask(connection, feed);
      }
    }
  }

  private void ask(Connection connection, Feed feed) {
    calls
        .head(connection.userId(), connection.device())
        .whenComplete(
            (head, failure) -> {
              if (head != null) {
                connection.loop().execute(() -> feed.head(head.getEpoch(), head.getSeq()));
              }
            });
  }
}
