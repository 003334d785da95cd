package io.crossim.server.discovery;

import io.crossim.server.connection.ConnectionGroups;
import io.crossim.server.move.MovableClients;
import io.crossim.server.move.Moves;
import io.crossim.server.session.LocalNode;
import io.crossim.service.operation.Readiness;
import io.crossim.service.start.SecondSignal;
import java.time.Duration;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Takes this server out of service without ending it, and back: it is not ready, gets no new
 * logins, and its v3 clients are sent to other servers. Any thread; calls are idempotent.
 */
@Slf4j
@RequiredArgsConstructor
public final class Drain {

  /** Routes see the change of discovery before the first client asks them. */
  private static final Duration ROUTES_SEE_IT = Duration.ofMillis(200);

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Readiness readiness;
  private final Listing listing;
  private final LocalNode node;
  private final ConnectionGroups groups;
  private final MovableClients clients;
  private final Moves moves;

  /** The time in which clients move. */
  private final Duration time;

  private boolean begun;

  /** The process ends: it does not come back into service. */
  private boolean ending;

  /** What a server is doing. */
  public enum State {
    IN_SERVICE,
    /** v3 clients are asked to move. */
    DRAINING,
    /** None of them is left. */
    DRAINED
  }

  /**
   * How far it is.
   *
   * @param connections all that are open
   * @param movable those of v3 clients that are logged in
   * @param otherServers whether there is a server to move to
   */
  public record Status(State state, int connections, int movable, boolean otherServers) {}

  /** Leaves discovery and begins to send clients away. Does not wait for them. */
  public synchronized void begin() {
    if (begun) {
      return;
    }
    begun = true;
    readiness.close();
    listing.leave();
    if (!time.isZero()) {
      moves.begin(ROUTES_SEE_IT, time);
    }
    log.info("this server is drained: it has left discovery, {} connections", groups.size());
  }

  /** Takes new logins again, unless the process ends. Who has moved stays where he is. */
  public synchronized void end() {
    if (begun && !ending) {
      begun = false;
      moves.stop();
      node.current().ifPresent(listing::enter);
      readiness.open();
      log.info("this server is in service again");
    }
  }

  public synchronized Status status() {
    State state = begun ? moves.isEmpty() ? State.DRAINED : State.DRAINING : State.IN_SERVICE;
    return new Status(state, groups.size(), clients.count(), listing.hasOthers());
  }

  /**
   * Begins for the last time, and waits until nobody is left who could move, for the time that they
   * have at most.
   */
  void finish(SecondSignal hurry) throws InterruptedException {
    synchronized (this) {
      ending = true;
      begin();
    }
    long end = System.nanoTime() + time.toNanos();
    while (!moves.isDone() && System.nanoTime() < end) {
      if (hurry.await(LOOK_EVERY)) {
        break;
      }
    }
    moves.stop();
  }
}
