package io.crossim.service.meter;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** Makes summaries of how many there are of something, in steps which are the same everywhere. */
public final class Sizes {

  private static final double[] STEPS = {
    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 10_000, 100_000
  };

  private Sizes() {}

  /**
   * A summary.
   *
   * @param tags names and values in turn
   */
  public static DistributionSummary of(
      MeterRegistry registry, String name, String description, String... tags) {
    return DistributionSummary.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(STEPS)
        .register(registry);
  }
}
