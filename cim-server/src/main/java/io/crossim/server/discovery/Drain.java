package io.crossim.server.discovery;

import io.crossim.metastore.ServerNode;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.move.DrainSchedule;
import io.crossim.server.move.MovableClients;
import io.crossim.server.session.LocalNode;
import io.crossim.service.start.SecondSignal;
import java.time.Duration;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Puts this server into service, and takes it out without ending it: then it is not ready, gets no
 * new logins, and its v3 clients are sent to other servers. Any thread; calls are idempotent. To
 * leave discovery waits for it; to ask how far that is does not.
 */
@Slf4j
@RequiredArgsConstructor
public final class Drain {

  /** Routes see the change of discovery before the first client asks them. */
  private static final Duration ROUTES_SEE_IT = Duration.ofMillis(200);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final DiscoveryEntry discoveryEntry;
  private final LocalNode node;
  private final ConnectionsByLoop connections;
  private final MovableClients clients;
  private final DrainSchedule drainSchedule;

  /** The time in which clients move. */
  private final Duration time;

  /** The state as it was set; never {@link State#DRAINED}, which is looked up. */
  private volatile State state = State.STARTING;

  /** The process ends: it does not come back into service. */
  private boolean ending;

  /** What a server is doing. */
  public enum State {
    /** The server was never in discovery. */
    STARTING,
    IN_SERVICE,
    /** v3 clients are asked to move. */
    DRAINING,
    /** It has left discovery, and none of them is left. */
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

  /** Enters discovery, from where on there is something to take back. */
  synchronized void start(ServerNode self) {
    discoveryEntry.enter(self);
    state = State.IN_SERVICE;
  }

  /**
   * Leaves discovery and begins to send clients away. Does not wait for them.
   *
   * @return false, and nothing is done, while the server still starts
   */
  public synchronized boolean begin() {
    if (state == State.STARTING) {
      return false;
    }
    leave();
    return true;
  }

  private void leave() {
    if (state == State.DRAINING) {
      return;
    }
    state = State.DRAINING;
    discoveryEntry.leave();
    if (!time.isZero()) {
      drainSchedule.begin(ROUTES_SEE_IT, time);
    }
    int open = connections.size();
    log.info(
        "this server is drained: it has left discovery; {} connection{} open",
        open,
        open == 1 ? " is" : "s are");
  }

  /**
   * Takes new logins again, unless the process ends. Clients that have moved stay where they are.
   */
  public synchronized void end() {
    if (state == State.DRAINING && !ending) {
      drainSchedule.stop();
      node.current().ifPresent(discoveryEntry::enter);
      state = State.IN_SERVICE;
      log.info("this server is in service again");
    }
  }

  /** Whether it has started and is not drained. */
  public boolean isInService() {
    return state == State.IN_SERVICE;
  }

  /** Why it is not in service, in words. */
  public String trouble() {
    return state == State.STARTING ? "this server is starting" : "this server is drained";
  }

  public Status status() {
    State now = state;
    if (now == State.DRAINING && discoveryEntry.hasLeft() && drainSchedule.isEmpty()) {
      now = State.DRAINED;
    }
    return new Status(now, connections.size(), clients.count(), discoveryEntry.hasOthers());
  }

  /**
   * Begins for the last time, and waits until nobody is left who could move, for the time that they
   * have at most.
   */
  void finish(SecondSignal hurry) throws InterruptedException {
    synchronized (this) {
      ending = true;
      leave();
    }
    long end = System.nanoTime() + time.toNanos();
    while (!drainSchedule.isDone() && System.nanoTime() < end) {
      if (hurry.await(LOOK_EVERY)) {
        break;
      }
    }
    drainSchedule.stop();
  }
}
