package io.crossim.metastore.tree;

import java.time.Duration;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Says that the store is away, or refuses something: a line every few seconds, not more. */
@Slf4j
@RequiredArgsConstructor
final class ConnectionLog {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration NEXT = Duration.ofSeconds(5);

  private final String store;
  private final LongSupplier ticker;

  private boolean away;
  private boolean failing;
  private boolean said;
  private long since;
  private long lastLine;

  long now() {
    return ticker.getAsLong();
  }

  /** The store is not connected from now on. */
  void begins() {
    away = true;
    startCounting();
  }

  /** To be called about every second. */
  void check() {
    if (away && isDue()) {
      long seconds = Duration.ofNanos(now() - since).toSeconds();
      log.warn("{} has not answered for {} s; waiting for it", store, seconds);
    }
  }

  /** The store is connected. */
  void ends() {
    if (away) {
      away = false;
      log.info("{} answers", store);
    }
  }

  /**
   * A call failed. One failure is a race, or the first sign of an outage, and the next step mends
   * it. Logs nothing while the store is away, which the log has said.
   */
  void failed(RuntimeException cause) {
    if (away) {
      return;
    }
    if (!failing) {
      failing = true;
      startCounting();
    } else if (isDue()) {
      log.warn("{}: {}; trying again", store, cause.getMessage());
    }
  }

  /** All calls of a step were carried out. */
  void works() {
    failing = false;
  }

  private void startCounting() {
    since = now();
    said = false;
  }

  private boolean isDue() {
    long last = said ? lastLine : since;
    if (now() - last < (said ? NEXT : FIRST).toNanos()) {
      return false;
    }
    said = true;
    lastLine = now();
    return true;
  }
}
