package io.crossim.service.start;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Reads {@code spring.redis.*}, the name of the field, as {@code spring.data.redis.*}. Where both
 * are given the new name wins. Likewise the days that messages are kept, {@code
 * offline.store.redis.expire.message-ttl-days}, as {@code cim.inbox.max-age}. Relaxed spellings
 * ({@code SPRING_REDIS_HOST}) count too.
 */
final class OldPropertyNames implements EnvironmentPostProcessor, Ordered {

  private static final ConfigurationPropertyName OLD = ConfigurationPropertyName.of("spring.redis");
  private static final ConfigurationPropertyName DAYS =
      ConfigurationPropertyName.of("offline.store.redis.expire.message-ttl-days");
  private static final String NEW = "spring.data.redis";

  /** After every source has been read, configuration files included. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Map<String, Object> renamed = new HashMap<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty days = source.getConfigurationProperty(DAYS);
      if (days != null) {
        renamed.putIfAbsent("cim.inbox.max-age", days.getValue() + "d");
      }
      if (source instanceof IterableConfigurationPropertySource iterable) {
        iterable.stream().filter(OLD::isAncestorOf).forEach(name -> rename(source, name, renamed));
      }
    }
    if (!renamed.isEmpty()) {
      // Behind what the user gives; defaults are moved behind it once all processors have run.
      environment.getPropertySources().addLast(new MapPropertySource("oldPropertyNames", renamed));
    }
  }

  private static void rename(
      ConfigurationPropertySource source,
      ConfigurationPropertyName name,
      Map<String, Object> renamed) {
    ConfigurationProperty property = source.getConfigurationProperty(name);
    if (property != null) {
      String tail = name.subName(OLD.getNumberOfElements()).toString();
      // What was a switch has become a group.
      renamed.putIfAbsent(
          NEW + "." + (tail.equals("ssl") ? "ssl.enabled" : tail), property.getValue());
    }
  }
}
