package io.crossim.route.link;

import io.crossim.metastore.ServerNode;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Whether one process of a cim-server lives, as its answers to pings tell. Any thread. */
@Slf4j
@RequiredArgsConstructor
final class LinkState {

  private static final int MISSES_UNTIL_DEAD = 3;

  private enum State {
    UNKNOWN,
    ALIVE,
    DEAD
  }

  private final ServerNode node;
  private volatile State state = State.UNKNOWN;
  private int misses;

  /** It was taken for dead, and has answered no ping since that told it so. */
  private volatile boolean bindsAgain;

  boolean isUnknown() {
    return state == State.UNKNOWN;
  }

  boolean isAlive() {
    return state == State.ALIVE;
  }

  boolean isDead() {
    return state == State.DEAD;
  }

  /** Whether it is to be told to bind its sessions again. */
  boolean bindsAgain() {
    return bindsAgain;
  }

  /**
   * A ping was answered.
   *
   * @param toldToBindAgain whether the ping told it to bind its sessions again
   */
  synchronized void answered(boolean toldToBindAgain) {
    if (toldToBindAgain) {
      bindsAgain = false;
    }
    misses = 0;
    if (state != State.ALIVE) {
      state = State.ALIVE;
      if (!node.incarnation().equals(ServerLinks.WARMUP)) {
        log.info("cim-server {} answers", node.name());
      }
    }
  }

  /** A ping was not answered. */
  synchronized void missed(Throwable cause) {
    misses++;
    if (state == State.UNKNOWN || misses >= MISSES_UNTIL_DEAD) {
      dead(cause);
    }
  }

  synchronized void dead(Throwable cause) {
    bindsAgain = true;
    if (state != State.DEAD) {
      state = State.DEAD;
      log.warn("cim-server {} is taken for dead: {}", node.name(), cause.getMessage());
    }
  }
}
