package io.crossim.service.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class TraceSettingsTest {

  private static final String URL = "http://127.0.0.1:4318/v1/traces";

  private static TraceSettings settings(
      @Nullable String endpoint, @Nullable Double ratio, String... variables) {
    Map<String, Object> all = new HashMap<>();
    for (String variable : variables) {
      all.put(variable.substring(0, variable.indexOf('=')), variable.replaceFirst("^[^=]*=", ""));
    }
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, all));
    return TraceSettings.of(
        new TracingProperties(endpoint, ratio, Map.of("authorization", "a key, =")),
        "cim",
        environment);
  }

  @ParameterizedTest
  @CsvSource({
    "false, OTEL_SERVICE_NAME=chat",
    "true, OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318",
    "true, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:4318/v1/traces",
    "true, OTEL_TRACES_EXPORTER=otlp",
    "false, OTEL_TRACES_EXPORTER=none",
    "false, OTEL_SDK_DISABLED=true"
  })
  void variablesOfOpenTelemetrySwitchTracesOn(boolean on, String variable) {
    assertThat(settings(null, null, variable).areOn()).isEqualTo(on);
  }

  @Test
  void eachOfBothSwitchesThemOff() {
    String endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318";
    assertThat(settings(null, null, endpoint, "OTEL_TRACES_EXPORTER=none").areOn()).isFalse();
    assertThat(settings(null, null, endpoint, "OTEL_SDK_DISABLED=true").areOn()).isFalse();
    assertThat(settings(URL, 1.0, "OTEL_SDK_DISABLED=true").areOn()).isFalse();
    assertThat(settings(URL, 1.0, "OTEL_TRACES_EXPORTER=none").areOn()).isTrue();
  }

  @Test
  void theShortFormWins() {
    TraceSettings both =
        settings(
            URL,
            0.5,
            "OTEL_EXPORTER_OTLP_ENDPOINT=http://other:4318",
            "OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
            "OTEL_TRACES_SAMPLER=always_on");
    assertThat(both.target()).isEqualTo(URL);
    assertThat(both.overrides())
        .containsEntry("otel.exporter.otlp.traces.endpoint", URL)
        .containsEntry("otel.exporter.otlp.traces.protocol", "http/protobuf")
        .containsEntry("otel.exporter.otlp.traces.headers", "authorization=a%20key%2C%20%3D")
        .containsEntry("otel.traces.sampler", "parentbased_traceidratio")
        .containsEntry("otel.traces.sampler.arg", "0.5");
  }

  @Test
  void whoeverSaysNothingOfASamplerGetsTheUsualOneOfTheirForm() {
    assertThat(settings(URL, null).overrides()).containsEntry("otel.traces.sampler.arg", "0.01");
    assertThat(settings(URL, null, "OTEL_TRACES_SAMPLER=always_on").overrides())
        .doesNotContainKey("otel.traces.sampler");
    assertThat(settings(null, null, "OTEL_TRACES_EXPORTER=otlp").overrides())
        .doesNotContainKey("otel.traces.sampler");
  }

  @Test
  void theNameOfTheServiceIsTheApplicationsIfNothingElseIsSaid() {
    String name = "otel.service.name";
    assertThat(settings(URL, null).defaults()).containsEntry(name, "cim");
    assertThat(settings(URL, null, "OTEL_SERVICE_NAME=chat").defaults())
        .containsEntry(name, "chat");
    assertThat(settings(URL, null, "OTEL_RESOURCE_ATTRIBUTES=service.name=chat,zone=a").defaults())
        .doesNotContainKey(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zipkin", "otlp,prometheus", "OTLP"})
  void anExporterThatIsNotThereIsRefused(String exporter) {
    TraceSettings other = settings(null, null, "OTEL_TRACES_EXPORTER=" + exporter);
    assertThatThrownBy(() -> TraceExport.of(other))
        .hasMessage("otel.traces.exporter: " + exporter + " (expected: otlp or none)");
  }

  @Test
  void aProtocolThatIsNotSpokenIsRefused() {
    TraceSettings grpc =
        settings(null, null, "OTEL_TRACES_EXPORTER=otlp", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc");
    assertThatThrownBy(grpc::overrides)
        .hasMessage(
            "otel.exporter.otlp.protocol: grpc (expected: http/protobuf, at the collector's port"
                + " 4318)");
  }
}
