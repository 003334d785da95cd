package io.crossim.service.operation;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.Failures;
import io.crossim.service.call.JsonCalls;
import io.crossim.service.call.KnownHosts;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.http.FrontBounds;
import io.crossim.service.http.HttpFront;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.ServerTls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Puts the management port together. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(ManagementProperties.class)
public class OperationConfiguration {

  /** Of a request; the largest is one that sets a log level. */
  private static final int MAX_BODY = 4_096;

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  PrometheusMeterRegistry meterRegistry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  /** When everything is there that has something to tell. */
  @Bean
  SmartInitializingSingleton meterBinding(
      MeterRegistry registry, ObjectProvider<MeterBinder> binders) {
    return () -> binders.forEach(binder -> binder.bindTo(registry));
  }

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
  ProcessMeters processMeters(Readiness readiness, EventLoopMonitor monitor) {
    return new ProcessMeters(readiness, monitor);
  }

  @Bean
  HealthCalls healthCalls(
      Readiness readiness,
      EventLoopMonitor monitor,
      ClusterCredential credential,
      JsonMapper json) {
    return new HealthCalls(readiness, monitor, credential, json);
  }

  @Bean
  PlainHealth plainHealth(Readiness readiness, EventLoopMonitor monitor, JsonMapper json) {
    return new PlainHealth(readiness, monitor, json);
  }

  @Bean
  OperationThread operationThread() {
    return new OperationThread("look");
  }

  @Bean
  MetricCalls metricCalls(PrometheusMeterRegistry registry, OperationThread thread) {
    return new MetricCalls(registry::scrape, thread::run);
  }

  @Bean
  InfoCalls infoCalls(@Value("${spring.application.name:cim}") String name, JsonMapper json) {
    return new InfoCalls(name, json);
  }

  @Bean
  LoggerCalls loggerCalls(LoggingSystem logging, JsonMapper json) {
    return new LoggerCalls(logging, json);
  }

  @Bean
  ManagementPort managementPort(
      ManagementProperties properties,
      @Value("${server.port:8080}") int serverPort,
      List<ManagementCalls> sources,
      EventLoops loops,
      ServerTls tls,
      Failures failures,
      FrontBounds bounds,
      ClusterCredential credential,
      MeterRegistry registry,
      JsonMapper json) {
    CallTable.Builder calls =
        new CallTable.Builder(
            new JsonCalls(json, failures), credential, registry, MAX_BODY, MAX_BODY);
    sources.forEach(source -> source.addTo(calls));
    CallTable table = calls.build();
    return new ManagementPort(
        properties,
        serverPort,
        () ->
            HttpFront.of(
                loops,
                tls,
                table,
                failures,
                KnownHosts.of(ManagementProperties.HOSTS, properties.hosts()),
                bounds));
  }
}
