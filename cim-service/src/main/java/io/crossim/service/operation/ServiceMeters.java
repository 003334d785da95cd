package io.crossim.service.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/** Meters of every service: whether it is ready, and how late its event loops are. */
@RequiredArgsConstructor
final class ServiceMeters implements MeterBinder {

  private final Readiness readiness;
  private final EventLoopMonitor monitor;

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("cim.ready", readiness, ready -> ready.isReady() ? 1 : 0)
        .description("1 while this process is to be given work, else 0")
        .register(registry);
    TimeGauge.builder("cim.loop.delay", monitor, TimeUnit.NANOSECONDS, p -> p.delay().toNanos())
        .description("How late the slowest event loop is, or was within the last half minute")
        .register(registry);
  }
}
