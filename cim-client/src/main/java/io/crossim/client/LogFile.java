package io.crossim.client;

import io.crossim.client.history.HistoryDirectory;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Sends the log to a file beside the history: the screen belongs to the chat. */
final class LogFile implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  private static final String PROPERTY = "logging.file.name";

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    if (!environment.containsProperty(PROPERTY)) {
      Path directory = HistoryDirectory.choose(environment.getProperty(HistoryDirectory.PROPERTY));
      environment
          .getPropertySources()
          .addLast(
              new MapPropertySource(
                  "logFile", Map.of(PROPERTY, directory.resolve("cim-client.log").toString())));
    }
  }

  /** Before logging is set up. */
  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER - 1;
  }
}
