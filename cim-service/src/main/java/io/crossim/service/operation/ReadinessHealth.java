package io.crossim.service.operation;

import java.util.TreeSet;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells the conditions for being given work, each by its name. One that does not hold is
 * OUT_OF_SERVICE, since a restart would not mend it. Never blocks.
 */
@RequiredArgsConstructor
final class ReadinessHealth implements CompositeHealthContributor {

  private final Readiness readiness;

  @Override
  public @Nullable HealthContributor getContributor(String name) {
    return readiness.names().contains(name) ? indicator(name) : null;
  }

  @Override
  public Stream<HealthContributors.Entry> stream() {
    return new TreeSet<>(readiness.names())
        .stream().map(name -> new HealthContributors.Entry(name, indicator(name)));
  }

  private HealthIndicator indicator(String name) {
    return () -> health(name);
  }

  private Health health(String name) {
    if (readiness.holds(name)) {
      return Health.up().build();
    }
    String reason = readiness.reason(name);
    Health.Builder health = Health.outOfService();
    return reason.isEmpty() ? health.build() : health.withDetail("error", reason).build();
  }
}
