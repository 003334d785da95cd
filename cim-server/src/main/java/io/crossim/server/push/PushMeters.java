package io.crossim.server.push;

import io.crossim.server.api.PushOutcome;
import io.crossim.service.meter.Sizes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What is counted of what routes and scripts push. Any thread. */
public final class PushMeters {

  private final Counter taken;
  private final Counter later;
  private final Counter gone;
  private final Counter written;
  private final Counter dropped;
  private final DistributionSummary receivers;

  public PushMeters(MeterRegistry registry) {
    this.taken = pushes(registry, PushOutcome.TAKEN);
    this.later = pushes(registry, PushOutcome.LATER);
    this.gone = pushes(registry, PushOutcome.GONE);
    this.written = notices(registry, "written");
    this.dropped = notices(registry, "dropped");
    this.receivers =
        Sizes.of(
            registry, "cim.broadcast.receivers", "Connections here that a message to all went to");
  }

  private static Counter pushes(MeterRegistry registry, PushOutcome outcome) {
    return Counter.builder("cim.pushes")
        .description("Pushes of stored messages that routes asked for, by what became of them")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private static Counter notices(MeterRegistry registry, String outcome) {
    return Counter.builder("cim.notices")
        .description("Receipts and signals for connections here, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  void noticed(boolean isWritten) {
    (isWritten ? written : dropped).increment();
  }

  void pushed(int takenHere, int leftForLater, int all) {
    taken.increment(takenHere);
    later.increment(leftForLater);
    gone.increment(all - takenHere - leftForLater);
  }

  void broadcast(int connections) {
    receivers.record(connections);
  }
}
