package io.crossim.service.trace;

import io.crossim.common.result.CimException;
import io.crossim.service.start.UrlSetting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether messages are followed.
 *
 * @param endpoint takes traces by OTLP over HTTP; null: no message is followed
 * @param ratio of the messages that come without a trace of their sender's, so many are followed
 * @param headers sent to the endpoint, such as a key that it wants to see
 */
@ConfigurationProperties("cim.tracing")
record TracingProperties(
    @Nullable String endpoint,
    @DefaultValue("0.01") double ratio,
    @DefaultValue Map<String, String> headers) {

  static final String ENDPOINT = "cim.tracing.endpoint";
  static final String RATIO = "cim.tracing.ratio";

  TracingProperties {
    UrlSetting.of(ENDPOINT, endpoint, "http://HOST:4318/v1/traces");
    if (!(ratio >= 0 && ratio <= 1)) {
      throw CimException.invalid(RATIO, ratio, "0 to 1");
    }
  }

  boolean isOn() {
    return endpoint != null && !endpoint.isBlank();
  }

  /** Without the headers, which may hold a key. */
  @Override
  public String toString() {
    return "TracingProperties[" + endpoint + ", " + ratio + "]";
  }
}
