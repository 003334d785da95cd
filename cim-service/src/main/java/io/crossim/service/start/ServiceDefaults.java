package io.crossim.service.start;

import io.crossim.metastore.MetaStores;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/** Defaults of every service. They stand behind the service's own, and behind the user's. */
final class ServiceDefaults implements EnvironmentPostProcessor, Ordered {

  private static final Map<String, Object> COMMON =
      Map.ofEntries(
          Map.entry("spring.main.banner-mode", "off"),
          Map.entry("spring.main.log-startup-info", "false"),
          Map.entry("spring.threads.virtual.enabled", "true"),
          Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "10s"),
          Map.entry("spring.web.error.include-message", "never"),
          Map.entry("spring.web.error.include-stacktrace", "never"),
          // No call takes files, so that a multipart body is a wrong media type like any other.
          Map.entry("spring.servlet.multipart.enabled", "false"),
          // It reads the whole body of any PUT, PATCH and DELETE, and no call takes a form.
          Map.entry("spring.mvc.formcontent.filter.enabled", "false"),
          // A renewed certificate is used this long after its last file was written.
          Map.entry("spring.ssl.bundle.watch.file.quiet-period", "2s"),
          Map.entry(
              "management.endpoints.web.exposure.include",
              "health,info,prometheus,metrics,loggers,drain"),
          // Operators see what health consists of, strangers one word.
          Map.entry("management.endpoint.health.show-components", "when-authorized"),
          Map.entry("management.endpoint.health.show-details", "when-authorized"),
          Map.entry(
              "management.endpoint.health.group.liveness.include", "livenessState,eventLoops"),
          Map.entry("management.endpoint.health.group.readiness.include", "readinessState,cim"),
          // The part "store" of cim tells of Redis, and never waits for it.
          Map.entry("management.health.redis.enabled", "false"),
          Map.entry("management.info.java.enabled", "true"),
          // Answers are made with Jackson 3; another mapper would only make a start longer.
          Map.entry("management.endpoints.jackson2.isolated-object-mapper", "false"),
          Map.entry("server.shutdown", "graceful"),
          // Services keep connections for 5 minutes; who closes first must be the client.
          Map.entry("server.tomcat.keep-alive-timeout", "6m"),
          Map.entry("server.tomcat.max-keep-alive-requests", "-1"),
          // A body that is refused is still read up to here, so that its sender sees the answer.
          Map.entry("server.tomcat.max-swallow-size", "64MB"),
          // What the front reads is read behind it too.
          Map.entry("server.tomcat.relaxed-query-chars", "\",<,>,[,\\,],^,`,{,|,}"),
          Map.entry("logging.charset.console", "UTF-8"),
          Map.entry("logging.charset.file", "UTF-8"),
          Map.entry(
              "logging.pattern.console",
              "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %-24.24logger{0} %msg%n%ex"),
          // What libraries say about their own start does not concern an operator.
          Map.entry("logging.level.com.zaxxer.hikari", "warn"),
          Map.entry("logging.level.org.flywaydb", "error"),
          Map.entry("logging.level.org.springdoc", "error"),
          // Traces that get lost are told by us, without a stack trace for each second.
          Map.entry("logging.level.io.opentelemetry.exporter", "off"),
          Map.entry("logging.level.org.springframework", "warn"),
          // A WARN for each request with "../" in its path, which is answered 404 or 400 anyway.
          Map.entry("logging.level.org.springframework.web.servlet.resource", "error"),
          // A WARN for each request with a wrong method or media type, whose answer says so.
          Map.entry(
              "logging.level.org.springframework.web.servlet.mvc.support"
                  + ".DefaultHandlerExceptionResolver",
              "error"),
          // A failed start is told once, in a sentence of ours.
          Map.entry("logging.level.org.springframework.boot.web.server", "error"),
          Map.entry("logging.level.org.apache.catalina.util.LifecycleBase", "off"),
          Map.entry("logging.level.org.apache", "warn"));

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Map<String, Object> added = new HashMap<>(COMMON);
    MetaStores.CLIENT_LOGGERS.forEach(logger -> added.put("logging.level." + logger, "off"));
    PropertySource<?> own =
        environment.getPropertySources().get(DefaultPropertiesPropertySource.NAME);
    if (own != null) {
      added.keySet().removeIf(own::containsProperty);
    }
    DefaultPropertiesPropertySource.addOrMerge(added, environment.getPropertySources());
  }
}
