package io.crossim.server.gateway;

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
  }

  /** What an address that is free of the bound does not count for. */
  boolean counts(ClientAddress from) {
    return most > 0 && !(exemptLoopback && from.isLocal());
  }

  /** Counts one more, unless that would be too many. */
  boolean enter(ClientAddress from) {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      refusals.count(PROPERTY, 1, from);
      return false;
    }
    return true;
  }

  /** One of them has logged in, or is closed. */
  void leave() {
    open.decrementAndGet();
  }

  /** How many there are that count. */
  int open() {
    return open.get();
  }
}
