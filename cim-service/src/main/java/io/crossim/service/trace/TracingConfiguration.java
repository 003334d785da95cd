package io.crossim.service.trace;

import io.crossim.common.trace.MessageTraces;
import io.opentelemetry.api.OpenTelemetry;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Makes the traces of a process. */
@Slf4j
@AutoConfiguration(
    afterName =
        "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(TracingProperties.class)
public class TracingConfiguration {

  /** Gives spans to the application's OpenTelemetry, which decides about them. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBean(OpenTelemetry.class)
  static class OfTheApplication {

    @Bean
    MessageTraces messageTraces(OpenTelemetry telemetry, TracingProperties properties) {
      if (properties.isSet()) {
        log.info(
            "cim.tracing.* has no effect: the application's bean of the type OpenTelemetry decides"
                + " which spans are kept and where they go");
      }
      return MessageTraces.to(telemetry);
    }
  }

  /** Makes an OpenTelemetry of its own where the settings say where spans go. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(OpenTelemetry.class)
  static class Own {

    @Bean
    TraceExport traceExport(
        TracingProperties properties,
        @Value("${spring.application.name:cim}") String service,
        Environment environment) {
      return TraceExport.of(TraceSettings.of(properties, service, environment));
    }

    @Bean
    MessageTraces messageTraces(TraceExport export) {
      return export.traces();
    }
  }
}
