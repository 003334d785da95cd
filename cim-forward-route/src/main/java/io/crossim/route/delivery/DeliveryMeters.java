package io.crossim.route.delivery;

import io.crossim.service.meter.Sizes;
import io.crossim.service.meter.Timers;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is counted of messages on their way to their receivers. Any thread. */
public final class DeliveryMeters {

  private final Timer push;
  private final DistributionSummary receivers;

  public DeliveryMeters(MeterRegistry registry) {
    this.push =
        Timers.of(
            registry,
            "cim.push.time",
            "From when a message is given to the store to when its receiver's server has written"
                + " it, of one message in a batch");
    this.receivers =
        Sizes.of(registry, "cim.group.receivers", "Connections that a message to all went to");
  }

  void pushedAfter(long nanos) {
    push.record(nanos, TimeUnit.NANOSECONDS);
  }

  void toAll(long connections) {
    receivers.record(connections);
  }
}
