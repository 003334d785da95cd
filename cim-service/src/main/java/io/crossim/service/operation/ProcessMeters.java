package io.crossim.service.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/** What every process tells: its JVM, its event loops, whether it is ready. */
@RequiredArgsConstructor
final class ProcessMeters implements MeterBinder, AutoCloseable {

  private final Readiness readiness;
  private final EventLoopMonitor monitor;
  private final JvmGcMetrics collections = new JvmGcMetrics();

  @Override
  public void bindTo(MeterRegistry registry) {
    List.of(
            new ClassLoaderMetrics(),
            new JvmMemoryMetrics(),
            collections,
            new JvmThreadMetrics(),
            new FileDescriptorMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics())
        .forEach(binder -> binder.bindTo(registry));
    Gauge.builder("cim.ready", readiness, ready -> ready.isReady() ? 1 : 0)
        .description("1 while this process is to be given work, else 0")
        .register(registry);
    TimeGauge.builder("cim.loop.delay", monitor, TimeUnit.NANOSECONDS, p -> p.delay().toNanos())
        .description("How late the slowest event loop is, or was within the last half minute")
        .register(registry);
  }

  @Override
  public void close() {
    collections.close();
  }
}
