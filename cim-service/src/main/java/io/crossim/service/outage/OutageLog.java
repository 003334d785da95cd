package io.crossim.service.outage;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Tells the log of an outage in two lines: one with the cause when it begins, one with counts when
 * it has ended. Successes between failures do not end it; they have to last a while. Any thread;
 * costs next to nothing while all is well.
 */
public final class OutageLog {

  private static final Duration OVER_AFTER = Duration.ofSeconds(5);

  private final Logger log;
  private final String what;
  private final LongSupplier ticker;

  private volatile boolean isOn;
  private long began;
  private long lastFailure;
  private long calls;
  private long items;

  /**
   * @param what does not happen during the outage, such as "messages not stored"
   * @param ticker tells the time, such as {@link System#nanoTime()}
   */
  public OutageLog(Logger log, String what, LongSupplier ticker) {
    this.log = log;
    this.what = what;
    this.ticker = ticker;
  }

  /**
   * A call has failed.
   *
   * @param count what it was for, such as so many messages
   * @param cause in words
   */
  public synchronized void failed(int count, String cause) {
    long now = ticker.getAsLong();
    lastFailure = now;
    if (!isOn) {
      isOn = true;
      began = now;
      calls = 0;
      items = 0;
      log.warn("{}: {} (the next line about it comes when it is over)", what, cause);
    }
    calls++;
    items += count;
  }

  /** A call has succeeded. */
  public void succeeded() {
    if (isOn) {
      endUnlessRecent();
    }
  }

  private synchronized void endUnlessRecent() {
    long now = ticker.getAsLong();
    if (isOn && now - lastFailure >= OVER_AFTER.toNanos()) {
      isOn = false;
      log.warn(
          "{}: over after {} s, {} in {} calls",
          what,
          Duration.ofNanos(lastFailure - began).toSeconds(),
          items,
          calls);
    }
  }
}
