package io.crossim.server.connection;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import lombok.extern.slf4j.Slf4j;

/** Tells the log of every connection that is closed and counts them by reason. Any thread. */
@Slf4j
public final class CloseLog {

  private final Map<CloseReason, LongAdder> counts = new EnumMap<>(CloseReason.class);

  public CloseLog() {
    for (CloseReason reason : CloseReason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  /** How many connections were closed for a reason since the start. */
  public long count(CloseReason reason) {
    return adder(reason).sum();
  }

  void closed(Connection connection, CloseReason reason, String detail) {
    adder(reason).increment();
    log.debug("{} closed: {}{}", connection, reason.text(), detail.isEmpty() ? "" : ", " + detail);
  }

  private LongAdder adder(CloseReason reason) {
    return counts.computeIfAbsent(reason, r -> new LongAdder());
  }
}
