package io.crossim.service.trace;

import io.crossim.common.result.CimException;
import io.crossim.common.trace.MessageTraces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Follows messages where that is wanted, and sends their spans on a thread of its own. What the
 * endpoint does not take in time is dropped, so that messages never wait for it.
 */
@Slf4j
final class TraceExport implements AutoCloseable {

  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("service.instance.id");
  private static final Duration LAST_CALLS = Duration.ofSeconds(2);

  private final @Nullable OpenTelemetrySdk sdk;
  private final MessageTraces traces;

  private TraceExport(@Nullable OpenTelemetrySdk sdk, MessageTraces traces) {
    this.sdk = sdk;
    this.traces = traces;
  }

  /**
   * Follows nothing where nobody says where spans go.
   *
   * @throws CimException for a setting that OpenTelemetry does not take
   */
  static TraceExport of(TraceSettings settings) {
    if (!settings.areOn()) {
      return new TraceExport(null, MessageTraces.OFF);
    }
    try {
      OpenTelemetrySdk sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .addPropertiesSupplier(settings::defaults)
              .addPropertiesCustomizer(config -> settings.overrides())
              .addResourceCustomizer((resource, config) -> instance().merge(resource))
              .addSpanExporterCustomizer(
                  (exporter, config) -> new LossLoggingExporter(exporter, settings.target()))
              .disableShutdownHook()
              .build()
              .getOpenTelemetrySdk();
      log.info("traces are sent to {}", settings.target());
      return new TraceExport(sdk, MessageTraces.to(sdk));
    } catch (ConfigurationException e) {
      throw settings.refusal(String.valueOf(e.getMessage()));
    }
  }

  private static Resource instance() {
    return Resource.create(Attributes.of(INSTANCE, UUID.randomUUID().toString()));
  }

  MessageTraces traces() {
    return traces;
  }

  /** Sends what is left, and waits for that a little. */
  @Override
  public void close() {
    if (sdk != null) {
      sdk.shutdown().join(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
