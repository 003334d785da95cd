package io.crossim.service.trace;

import io.crossim.common.trace.MessageTraces;
import io.opentelemetry.api.OpenTelemetry;
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
@AutoConfiguration(
    afterName =
        "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(TracingProperties.class)
public class TracingConfiguration {

  /** The application has an OpenTelemetry, which decides which spans are kept and where they go. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBean(OpenTelemetry.class)
  static class OfTheApplication {

    @Bean
    MessageTraces messageTraces(OpenTelemetry telemetry) {
      return MessageTraces.to(telemetry);
    }
  }

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
