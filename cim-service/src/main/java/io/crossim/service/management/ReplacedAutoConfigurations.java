package io.crossim.service.management;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Leaves out configurations of Spring Boot that CIM replaces: its ways to answer the endpoints, on
 * the main port or in a second servlet container; an observation of each command to Redis, which
 * costs more than the meters of the Redis client itself; and meters of SSL bundles, which fail with
 * a stack trace where a bundle has changed into one that cannot be used.
 */
final class ReplacedAutoConfigurations implements AutoConfigurationImportFilter {

  private static final Set<String> REPLACED =
      Set.of(
          "org.springframework.boot.actuate.autoconfigure.web.server"
              + ".ManagementContextAutoConfiguration",
          "org.springframework.boot.tomcat.autoconfigure.actuate.web.server"
              + ".TomcatServletManagementContextAutoConfiguration",
          "org.springframework.boot.micrometer.metrics.autoconfigure.ssl"
              + ".SslMetricsAutoConfiguration",
          "org.springframework.boot.data.redis.autoconfigure.observation"
              + ".LettuceObservationAutoConfiguration");

  @Override
  public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
    boolean[] matches = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      matches[i] = name == null || !REPLACED.contains(name);
    }
    return matches;
  }
}
