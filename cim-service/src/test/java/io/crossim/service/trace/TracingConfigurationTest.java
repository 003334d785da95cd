package io.crossim.service.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.service.credential.TestSecret;
import io.crossim.service.http.SampleService;
import io.opentelemetry.api.OpenTelemetry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;

/** A service whose traces go to a collector in this process. */
class TracingConfigurationTest {

  private HttpServer collector;
  private final List<String> exports = new CopyOnWriteArrayList<>();

  @Configuration(proxyBeanMethods = false)
  @Import(SampleService.class)
  static class OwnTelemetry {

    @Bean
    OpenTelemetry ownTelemetry() {
      return OpenTelemetry.noop();
    }
  }

  @BeforeEach
  void openCollector() throws Exception {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            exports.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    collector.start();
  }

  @AfterEach
  void closeCollector() {
    collector.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + collector.getAddress().getPort();
  }

  private static ConfigurableApplicationContext start(
      Class<?> application, Map<String, String> variables, String... more) {
    StandardServletEnvironment environment = new StandardServletEnvironment();
    Map<String, Object> all = new HashMap<>(environment.getSystemEnvironment());
    all.putAll(variables);
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, all));
    SpringApplication service = new SpringApplication(application);
    service.setEnvironment(environment);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--cim.management.port=-1",
                "--cim.discovery.type=memory",
                "--cim.security.cluster-secret=" + TestSecret.SECRET));
    arguments.addAll(List.of(more));
    return service.run(arguments.toArray(String[]::new));
  }

  @Test
  void theEndpointOfOpenTelemetryAloneSwitchesTracesOn() {
    Map<String, String> variables =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            url(),
            "OTEL_SERVICE_NAME",
            "the-name-of-the-service",
            "OTEL_RESOURCE_ATTRIBUTES",
            "zone=the-zone");
    try (var service = start(SampleService.class, variables)) {
      MessageTraces traces = service.getBean(MessageTraces.class);
      traces.enter(Step.ROUTE, "").end();
      await().until(() -> !exports.isEmpty());
      assertThat(exports.get(0))
          .contains("the-name-of-the-service", "zone", "the-zone", "service.instance.id", "route");
    }
  }

  @Test
  void theShortFormAloneDoesToo() {
    try (var service =
        start(
            SampleService.class,
            Map.of(),
            "--spring.application.name=sample",
            "--cim.tracing.endpoint=" + url() + "/v1/traces",
            "--cim.tracing.ratio=1")) {
      service.getBean(MessageTraces.class).enter(Step.ROUTE, "").end();
      await().until(() -> !exports.isEmpty());
      assertThat(exports.get(0)).contains("sample");
    }
  }

  @Test
  void theOpenTelemetryOfTheApplicationCounts() {
    try (var service = start(OwnTelemetry.class, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", url()))) {
      MessageTraces traces = service.getBean(MessageTraces.class);
      assertThat(traces.isOn()).isTrue();
      traces.enter(Step.ROUTE, "").end();
    }
    assertThat(exports).isEmpty();
  }

  @Test
  void withoutAnyOfItNothingIsFollowed() {
    try (var service = start(SampleService.class, Map.of("OTEL_SERVICE_NAME", "chat"))) {
      assertThat(service.getBean(MessageTraces.class).isOn()).isFalse();
    }
  }

  @Test
  void whatTheSdkDoesNotTakeStopsTheStart() {
    assertThatThrownBy(
            () ->
                start(
                        SampleService.class,
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", url(), "OTEL_TRACES_SAMPLER", "odd"))
                    .close())
        .hasStackTraceContaining("OTEL_*: ")
        .hasStackTraceContaining("odd");
  }
}
