package io.crossim.service.operation;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.service.call.CallTable;
import io.crossim.service.loop.EventLoops;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** What a service tells of itself: whether it is ready and alive, and which one it is. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class OperationConfiguration {

  @Bean
  Readiness readiness() {
    return new Readiness();
  }

  @Bean
  ReadinessSwitch readinessSwitch(Readiness readiness) {
    return new ReadinessSwitch(readiness);
  }

  @Bean
  EventLoopMonitor eventLoopMonitor(EventLoops loops) {
    return new EventLoopMonitor(loops, Ticker.systemTicker());
  }

  @Bean
  ServiceMeters serviceMeters(Readiness readiness, EventLoopMonitor monitor) {
    return new ServiceMeters(readiness, monitor);
  }

  /** Is {@code cim} in the answers of the health endpoint. */
  @Bean
  HealthContributor cimHealthContributor(Readiness readiness) {
    return new ReadinessHealth(readiness);
  }

  /** Is {@code eventLoops} there. */
  @Bean
  HealthContributor eventLoopsHealthContributor(EventLoopMonitor monitor) {
    return new EventLoopsHealth(monitor);
  }

  @Bean
  InfoContributor serviceInfo(@Value("${spring.application.name:cim}") String name) {
    return new ServiceInfo(name);
  }

  @Bean
  CallTable.Source plainHealth(Readiness readiness, EventLoopMonitor monitor, JsonMapper json) {
    return new PlainHealth(readiness, monitor, json);
  }
}
