package io.crossim.server.uplink;

import io.crossim.common.result.ResultCode;
import io.crossim.service.meter.CodeCounts;
import io.crossim.service.meter.Timers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is counted of messages that clients send over their connection. Any thread. */
public final class UplinkMeters {

  private final CodeCounts sends;
  private final Timer accepted;

  public UplinkMeters(MeterRegistry registry) {
    this.sends =
        new CodeCounts(
            registry, "cim.sends", "Messages that clients sent over their connection, by code");
    this.accepted =
        Timers.of(
            registry,
            "cim.send.time",
            "From when a batch of messages leaves for a route to when their senders are answered");
  }

  void answered(ResultCode code, int messages) {
    sends.count(code, messages);
  }

  void batchAnsweredAfter(long nanos) {
    accepted.record(nanos, TimeUnit.NANOSECONDS);
  }
}
