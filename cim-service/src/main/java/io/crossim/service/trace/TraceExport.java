package io.crossim.service.trace;

import io.crossim.common.trace.MessageTraces;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows messages where that is wanted, and sends their spans on a thread of its own. What the
 * endpoint does not take in time is dropped, so that messages never wait for it.
 */
final class TraceExport implements AutoCloseable {

  private static final Duration CALL = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final Duration LAST_CALLS = Duration.ofSeconds(2);

  private final @Nullable SdkTracerProvider provider;
  private final MessageTraces traces;

  private TraceExport(@Nullable SdkTracerProvider provider, MessageTraces traces) {
    this.provider = provider;
    this.traces = traces;
  }

  /**
   * Follows nothing where no endpoint is set.
   *
   * @param service that the spans are of
   */
  static TraceExport of(TracingProperties properties, String service) {
    return properties
        .address()
        .map(endpoint -> to(endpoint.toString(), properties, service))
        .orElseGet(() -> new TraceExport(null, MessageTraces.OFF));
  }

  private static TraceExport to(String endpoint, TracingProperties properties, String service) {
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(endpoint).setTimeout(CALL);
    for (Map.Entry<String, String> header : properties.headers().entrySet()) {
      exporter.addHeader(header.getKey(), header.getValue());
    }
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(resource(service))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(properties.ratio())))
            .addSpanProcessor(
                BatchSpanProcessor.builder(new LossLoggingExporter(exporter.build(), endpoint))
                    .setScheduleDelay(BETWEEN)
                    .build())
            .build();
    return new TraceExport(
        provider, MessageTraces.to(OpenTelemetrySdk.builder().setTracerProvider(provider).build()));
  }

  private static Resource resource(String service) {
    return Resource.getDefault()
        .merge(
            Resource.create(
                Attributes.builder()
                    .put("service.name", service)
                    .put("service.instance.id", UUID.randomUUID().toString())
                    .build()));
  }

  MessageTraces traces() {
    return traces;
  }

  /** Sends what is left, and waits for that a little. */
  @Override
  public void close() {
    if (provider != null) {
      provider.shutdown().join(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
