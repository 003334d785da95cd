package io.crossim.server.session;

import io.crossim.common.result.ResultCode;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/** Ends sessions that are over although their clients did not leave. Never blocks. */
@RequiredArgsConstructor
public final class Displacement {

  /** A client that has moved leaves by itself, mostly at once. */
  private static final long LEAVES_WITHIN_SECONDS = 5;

  private final SessionRegistry registry;

  /**
   * The session of this connection is over. A v3 client is told not to come back, and closed. A v2
   * client cannot be told: if a newer session took its place ({@link ResultCode#REPEAT_LOGIN}) it
   * only falls silent, because it would come back and put its successor out for ever; else it is
   * closed, and nobody is in its way when it comes back. One that was asked to move is its own
   * successor, and leaves by itself.
   *
   * <p>On the event loop of the connection.
   *
   * @param text why, for the client
   */
  public void end(Connection connection, ResultCode code, String text) {
    registry.remove(connection);
    boolean hasSuccessor = code == ResultCode.REPEAT_LOGIN;
    boolean isHere = connection.state().isLoggedIn();
    if (hasSuccessor) {
      connection.mute();
    }
    if (hasSuccessor && connection.isMoving()) {
      connection
          .loop()
          .schedule(
              () -> connection.close(CloseReason.MOVED), LEAVES_WITHIN_SECONDS, TimeUnit.SECONDS);
      return;
    }
    boolean isTold = isHere && connection.dialect().kick(connection, code, text);
    if (isTold || !hasSuccessor) {
      connection.close(hasSuccessor ? CloseReason.DISPLACED : CloseReason.KICKED);
    }
  }
}
