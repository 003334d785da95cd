package io.crossim.metastore.tree;

import java.time.Duration;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Says that the store is away, or refuses something: a line every few seconds, not more. */
@Slf4j
@RequiredArgsConstructor
final class OutageLog {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration NEXT = Duration.ofSeconds(5);

  private final String store;
  private final LongSupplier nanos;

  private boolean away;
  private boolean said;
  private long since;
  private long lastLine;

  long now() {
    return nanos.getAsLong();
  }

  void begins() {
    away = true;
    said = false;
    since = now();
  }

  /** To be called about every second. */
  void check() {
    if (away && now() - (said ? lastLine : since) >= (said ? NEXT : FIRST).toNanos()) {
      log.warn(
          "{} has not answered for {} s; waiting for it",
          store,
          Duration.ofNanos(now() - since).toSeconds());
      said = true;
      lastLine = now();
    }
  }

  void ends() {
    if (away) {
      log.info("{} answers", store);
      away = false;
      said = false;
    }
  }

  /** A call failed. While the store is away that is no news. */
  void failed(RuntimeException cause) {
    if (!away && (!said || now() - lastLine >= NEXT.toNanos())) {
      log.warn("{}: {}; trying again", store, cause.getMessage());
      said = true;
      lastLine = now();
    }
  }
}
