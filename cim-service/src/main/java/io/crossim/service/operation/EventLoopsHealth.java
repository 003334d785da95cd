package io.crossim.service.operation;

import lombok.RequiredArgsConstructor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Is DOWN when an event loop is stuck, which only a new process mends. Never blocks. */
@RequiredArgsConstructor
final class EventLoopsHealth implements HealthIndicator {

  private final EventLoopMonitor monitor;

  @Override
  public Health health() {
    return (monitor.isAlive() ? Health.up() : Health.down())
        .withDetail("delay", monitor.delay().toMillis() + "ms")
        .build();
  }
}
