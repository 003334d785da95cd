package io.crossim.service.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.result.CimException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The settings of OpenTelemetry's SDK: those that were given under its own names, as variables
 * {@code OTEL_*} or properties {@code otel.*}, and {@code cim.tracing.*}, which win. Immutable.
 */
@RequiredArgsConstructor
final class TraceSettings {

  private static final String PREFIX = "otel.";
  private static final String EXPORTER = "otel.traces.exporter";
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String TRACES_ENDPOINT = "otel.exporter.otlp.traces.endpoint";
  private static final String PROTOCOL = "otel.exporter.otlp.protocol";
  private static final String TRACES_PROTOCOL = "otel.exporter.otlp.traces.protocol";
  private static final String SAMPLER = "otel.traces.sampler";
  private static final String HTTP = "http/protobuf";
  private static final String NONE = "none";
  private static final String OTLP = "otlp";
  private static final double USUAL_RATIO = 0.01;

  private final TracingProperties properties;

  /** The name of the application, which spans carry where no other one is given for them. */
  private final String service;

  /** The settings that were given under the names of OpenTelemetry. */
  private final Map<String, String> given;

  static TraceSettings of(TracingProperties properties, String service, Environment environment) {
    Map<String, String> given = new HashMap<>();
    Binder.get(environment)
        .bind("otel", Bindable.mapOf(String.class, String.class))
        .ifBound(found -> found.forEach((name, value) -> given.put(PREFIX + name, value)));
    return new TraceSettings(properties, service, given);
  }

  /** Whether messages are followed at all. */
  boolean areOn() {
    if (Boolean.parseBoolean(given.get("otel.sdk.disabled"))) {
      return false;
    }
    return properties.address().isPresent()
        || (!NONE.equals(given.get(EXPORTER))
            && Stream.of(EXPORTER, ENDPOINT, TRACES_ENDPOINT).anyMatch(given::containsKey));
  }

  /** The receiver of the spans, for the log. */
  String target() {
    return properties
        .address()
        .map(URI::toString)
        .orElseGet(
            () ->
                Stream.of(TRACES_ENDPOINT, ENDPOINT, EXPORTER)
                    .map(given::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse("the exporter"));
  }

  /** The settings of the SDK that count where no other source gives them. */
  Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>(given);
    defaults.putIfAbsent(PROTOCOL, HTTP);
    defaults.putIfAbsent("otel.exporter.otlp.timeout", "5000");
    defaults.putIfAbsent("otel.bsp.schedule.delay", "1000");
    if (!given.getOrDefault("otel.resource.attributes", "").contains("service.name=")) {
      defaults.putIfAbsent("otel.service.name", service);
    }
    return defaults;
  }

  /**
   * The settings of the SDK that count before those of every other source.
   *
   * @throws CimException for a protocol that is not spoken
   */
  Map<String, String> overrides() {
    Map<String, String> overrides = new HashMap<>();
    // Metrics and logs have ways of their own.
    overrides.put("otel.metrics.exporter", NONE);
    overrides.put("otel.logs.exporter", NONE);
    properties
        .address()
        .ifPresentOrElse(endpoint -> addTo(overrides, endpoint), this::checkProtocol);
    if (properties.ratio() != null
        || (properties.address().isPresent() && !given.containsKey(SAMPLER))) {
      overrides.put(SAMPLER, "parentbased_traceidratio");
      overrides.put(
          "otel.traces.sampler.arg",
          Double.toString(Objects.requireNonNullElse(properties.ratio(), USUAL_RATIO)));
    }
    return overrides;
  }

  private void addTo(Map<String, String> overrides, URI endpoint) {
    overrides.put(EXPORTER, OTLP);
    overrides.put(TRACES_ENDPOINT, endpoint.toString());
    overrides.put(TRACES_PROTOCOL, HTTP);
    if (!properties.headers().isEmpty()) {
      overrides.put(
          "otel.exporter.otlp.traces.headers",
          properties.headers().entrySet().stream()
              .map(each -> each.getKey() + "=" + encode(each.getValue()))
              .collect(Collectors.joining(",")));
    }
  }

  /** The refusal of settings that the SDK does not take, for the reason that it gives. */
  CimException refusal(String reason) {
    String exporter = given.get(EXPORTER);
    return exporter != null && reason.contains(EXPORTER)
        ? CimException.invalid(EXPORTER, exporter, OTLP + " or " + NONE)
        : CimException.invalid("OTEL_*", reason, "settings of the SDK");
  }

  /** Refuses gRPC, which needs libraries that are not there. */
  private void checkProtocol() {
    for (String name : new String[] {TRACES_PROTOCOL, PROTOCOL}) {
      String protocol = given.get(name);
      if (protocol != null) {
        if (!protocol.equals(HTTP)) {
          throw CimException.invalid(name, protocol, HTTP + ", at the collector's port 4318");
        }
        return;
      }
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }
}
