package io.crossim.client;

import io.crossim.common.setting.Program;
import io.crossim.common.setting.PropertyCheck;
import java.util.List;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Refuses a start with properties that nothing reads, wherever they were given. */
final class PropertyNames implements ApplicationListener<ApplicationContextInitializedEvent> {

  @Override
  public void onApplicationEvent(ApplicationContextInitializedEvent event) {
    PropertyCheck check = new PropertyCheck(Program.CONSOLE);
    check.arguments(List.of(event.getArgs()));
    event
        .getApplicationContext()
        .getEnvironment()
        .getPropertySources()
        .forEach(source -> add(source, check));
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
