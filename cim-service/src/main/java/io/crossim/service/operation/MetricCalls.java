package io.crossim.service.operation;

import io.crossim.service.front.CallTable;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import lombok.RequiredArgsConstructor;

/** All metrics, as Prometheus reads them. */
@RequiredArgsConstructor
final class MetricCalls implements ManagementCalls {

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final OperationThread thread;

  /** Not on an event loop: gauges go through all connections. */
  @Override
  public void addTo(CallTable.Builder calls) {
    calls.forWatchers(
        "/actuator/prometheus",
        request -> thread.answer(() -> Plain.text(PROMETHEUS_TEXT, registry.scrape())));
  }
}
