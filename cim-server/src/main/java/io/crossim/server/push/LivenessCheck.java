package io.crossim.server.push;

import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Finds out whether a client still answers. Any thread; does not block. */
final class LivenessCheck {

  /** A client that cannot be asked writes something every 10 s. */
  private static final Duration WRITES_WITHIN = Duration.ofSeconds(12);

  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

  private LivenessCheck() {}

  /**
   * Whether a client answers, and stands in the way of its user's next login.
   *
   * @param waitMillis for its answer; 0 for the usual time
   */
  static CompletableFuture<Boolean> answers(Connection connection, long waitMillis) {
    if (!connection.state().isLoggedIn() || connection.isMoving()) {
      return CompletableFuture.completedFuture(false);
    }
    if (!connection.dialect().canBeProbed()) {
      return CompletableFuture.completedFuture(!connection.isReleased() && !isSilent(connection));
    }
    if (connection.liveness().silence().compareTo(ANSWERS_WITHIN) <= 0) {
      return CompletableFuture.completedFuture(true);
    }
    long wait = waitMillis > 0 ? waitMillis : ANSWERS_WITHIN.toMillis();
    return connection.liveness().probe().completeOnTimeout(false, wait, TimeUnit.MILLISECONDS);
  }

  /** Closes the connection of a client that does not answer. */
  static void closeUnlessAnswers(Connection connection) {
    if (connection.dialect().canBeProbed()) {
      connection
          .liveness()
          .probe()
          .orTimeout(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .exceptionally(
              silent -> {
                if (!connection.liveness().silence().isZero()) { // else the server does not read
                  connection.close(CloseReason.RELEASED);
                }
                return false;
              });
    } else if (isSilent(connection)) {
      connection.close(CloseReason.RELEASED);
    }
  }

  private static boolean isSilent(Connection connection) {
    return connection.liveness().silence().compareTo(WRITES_WITHIN) > 0;
  }
}
