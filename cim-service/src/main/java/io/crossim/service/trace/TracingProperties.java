package io.crossim.service.trace;

import io.crossim.common.result.CimException;
import io.crossim.service.start.UrlSetting;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether messages are followed, in the short form of {@code OTEL_*}.
 *
 * @param endpoint takes traces by OTLP over HTTP; null for what {@code OTEL_*} says
 * @param ratio of the messages that come without a trace of their sender's, so many are followed;
 *     null for what {@code OTEL_TRACES_SAMPLER} says
 * @param headers sent to the endpoint, such as a key that it wants to see
 */
@ConfigurationProperties("cim.tracing")
record TracingProperties(
    @Nullable String endpoint, @Nullable Double ratio, @DefaultValue Map<String, String> headers) {

  static final String ENDPOINT = "cim.tracing.endpoint";
  static final String RATIO = "cim.tracing.ratio";

  TracingProperties {
    parse(endpoint);
    if (ratio != null && !(ratio >= 0 && ratio <= 1)) {
      throw CimException.invalid(RATIO, ratio, "0 to 1");
    }
  }

  /** The endpoint; empty where none is set here. */
  Optional<URI> address() {
    return parse(endpoint);
  }

  private static Optional<URI> parse(@Nullable String endpoint) {
    return UrlSetting.parse(ENDPOINT, endpoint, "http://HOST:4318/v1/traces");
  }

  @Override
  public String toString() {
    return "TracingProperties[" + endpoint + ", " + ratio + ", [REDACTED]]";
  }
}
