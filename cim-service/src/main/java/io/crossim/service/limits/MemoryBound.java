package io.crossim.service.limits;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes may be held for all clients together. Any thread; never blocks. */
public final class MemoryBound {

  private final String property;
  private final long most;
  private final Refusals refusals;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param property that sets it, for the log
   */
  public MemoryBound(String property, long most, Refusals refusals) {
    this.property = property;
    this.most = most;
    this.refusals = refusals;
    refusals.declare(property);
  }

  /** Counts so many more, unless that would be too many. */
  public boolean take(int bytes, ClientAddress from) {
    if (held.addAndGet(bytes) > most) {
      held.addAndGet(-bytes);
      refusals.count(property, 1, from);
      return false;
    }
    return true;
  }

  public void give(int bytes) {
    held.addAndGet(-bytes);
  }
}
