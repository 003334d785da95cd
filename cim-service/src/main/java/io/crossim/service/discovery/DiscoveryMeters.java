package io.crossim.service.discovery;

import io.crossim.metastore.Watched;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of discovery. */
public final class DiscoveryMeters {

  private DiscoveryMeters() {}

  /**
   * Counts the changes of a list, and tells how long it is.
   *
   * @param list its name, {@code servers} or {@code routes}
   */
  public static void changes(MeterRegistry registry, String list, Watched<?> watched) {
    Counter changes =
        Counter.builder("cim.discovery.changes")
            .description("Changes of a list in discovery")
            .tag("list", list)
            .register(registry);
    Gauge.builder("cim.discovery.listed", () -> watched.current().size())
        .description("Nodes of a list in discovery")
        .tag("list", list)
        .register(registry);
    watched.onChange(nodes -> changes.increment());
  }
}
