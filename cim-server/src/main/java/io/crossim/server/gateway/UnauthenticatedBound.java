package io.crossim.server.gateway;

import io.crossim.server.connection.Connection;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.LimitsProperties;
import io.crossim.service.limits.Refusals;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections may be open on which no login was accepted yet. Any thread. */
public final class UnauthenticatedBound {

  private static final String PROPERTY = "cim.server.max-unauthenticated";

  private final int most;
  private final boolean exemptLoopback;
  private final Refusals refusals;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * @param most 0 for no bound
   */
  public UnauthenticatedBound(int most, LimitsProperties limits, Refusals refusals) {
    this.most = most;
    this.exemptLoopback = limits.exemptLoopback();
    this.refusals = refusals;
    refusals.declare(PROPERTY);
  }

  /** Whether a new connection may stay; {@link #watch} then tells when it counts no more. */
  boolean admit(ClientAddress from) {
    if (counts(from) && open.incrementAndGet() > most) {
      open.decrementAndGet();
      refusals.count(PROPERTY, 1, from);
      return false;
    }
    return true;
  }

  /** Counts a connection that was admitted until it has logged in or is closed. */
  void watch(Connection connection) {
    if (counts(connection.address())) {
      connection.writer().onLoginOver(open::decrementAndGet);
    }
  }

  private boolean counts(ClientAddress from) {
    return most > 0 && !(exemptLoopback && from.isLocal());
  }
}
