package io.crossim.server.inbox;

import io.crossim.server.connection.Connection;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Has routes bring the user of a connection what their conversations have for them, after each bind
 * whose answer says that there may be something: while there was no session nothing was brought. It
 * is asked for until a route says that all of it is there, so a route that dies meanwhile leaves
 * nothing behind. On the connection's event loop only.
 */
@RequiredArgsConstructor
final class BindCollect {

  private final InboxFeed feed;

  /** There was a bind since it was asked for last, or it was asked for in vain. */
  private boolean owed;

  /** A call is under way, or the pause behind one that did not bring everything. */
  private boolean waits;

  private int failures;

  /** The session is bound, and there may be something. */
  void owe() {
    owed = true;
    ask();
  }

  private void ask() {
    if (!owed || waits || !feed.isOpen()) {
      return;
    }
    owed = false;
    waits = true;
    Connection connection = feed.connection;
    feed.calls
        .collectAfterBind(connection.userId())
        .whenComplete((isDone, failure) -> connection.loop().execute(() -> answered(isDone)));
  }

  /**
   * @param isDone whether all of it is there; null when no route has answered
   */
  private void answered(@Nullable Boolean isDone) {
    if (Boolean.TRUE.equals(isDone)) {
      if (failures > 0) { // who brought it before may not have lived to tell this server
        feed.position.doubt();
        feed.pullIfBehind();
      }
      failures = 0;
      goOn();
    } else {
      owed = true;
      feed.connection
          .loop()
          .schedule(this::goOn, feed.calls.collectAgainMillis(++failures), TimeUnit.MILLISECONDS);
    }
  }

  private void goOn() {
    waits = false;
    ask();
  }
}
