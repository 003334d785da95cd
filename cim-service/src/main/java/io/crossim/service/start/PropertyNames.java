package io.crossim.service.start;

import io.crossim.common.setting.Program;
import io.crossim.common.setting.PropertyCheck;
import java.util.List;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses a start with properties that nothing reads, wherever they were given: Spring Boot would
 * leave them aside without a word, and a service would run without what they were meant for.
 */
final class PropertyNames implements ApplicationListener<ApplicationContextInitializedEvent> {

  @Override
  public void onApplicationEvent(ApplicationContextInitializedEvent event) {
    ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
    PropertyCheck check =
        new PropertyCheck(
            Program.named(environment.getProperty("spring.application.name", "unknown")));
    check.arguments(List.of(event.getArgs()));
    environment.getPropertySources().forEach(source -> add(source, check));
    check.complete();
  }

  private static void add(PropertySource<?> source, PropertyCheck check) {
    if (source instanceof SystemEnvironmentPropertySource variables) {
      check.variables(variables.getSource());
    } else if (source instanceof EnumerablePropertySource<?> listed
        && !(source instanceof CommandLinePropertySource<?>)) {
      check.properties(List.of(listed.getPropertyNames()));
    }
  }
}
