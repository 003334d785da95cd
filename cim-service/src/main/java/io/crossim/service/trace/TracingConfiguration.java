package io.crossim.service.trace;

import io.crossim.common.trace.MessageTraces;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Makes the traces of a process. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(TracingProperties.class)
public class TracingConfiguration {

  @Bean
  TraceExport traceExport(
      TracingProperties properties, @Value("${spring.application.name:cim}") String service) {
    return TraceExport.of(properties, service);
  }

  @Bean
  MessageTraces messageTraces(TraceExport export) {
    return export.traces();
  }
}
