package io.crossim.server.connection;

import io.crossim.service.start.LogKeys;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import lombok.extern.slf4j.Slf4j;

/** Tells the log of every connection that is closed and counts them by reason. Any thread. */
@Slf4j
public final class CloseLog {

  private final Map<CloseReason, LongAdder> counts = new EnumMap<>(CloseReason.class);

  public CloseLog(MeterRegistry meters) {
    for (CloseReason reason : CloseReason.values()) {
      LongAdder count = new LongAdder();
      counts.put(reason, count);
      FunctionCounter.builder("cim.connections.closed", count, LongAdder::sum)
          .description("Connections that were closed, by reason")
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
  }

  /** How many connections were closed for a reason since the start. */
  public long count(CloseReason reason) {
    return adder(reason).sum();
  }

  void closed(Connection connection, CloseReason reason, String detail) {
    adder(reason).increment();
    log.atDebug()
        .addKeyValue(LogKeys.SESSION, connection.generation())
        .addKeyValue("reason", reason)
        .log("{} closed: {}{}", connection, reason.text(), detail.isEmpty() ? "" : ", " + detail);
  }

  private LongAdder adder(CloseReason reason) {
    return counts.computeIfAbsent(reason, r -> new LongAdder());
  }
}
