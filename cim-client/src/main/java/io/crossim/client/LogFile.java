package io.crossim.client;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.StatusManager;
import io.crossim.client.history.HistoryDirectory;
import io.crossim.common.result.CimException;
import io.crossim.common.setting.LogSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.FileSystemResourceLoader;

/**
 * Sends the log to a file beside the history, because the screen belongs to the chat. Refuses wrong
 * settings of the log before the log reads them.
 */
final class LogFile implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  private static final String PROPERTY = "logging.file.name";

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    new LogSettings(
            property -> environment.getProperty(property, ""),
            file -> new FileSystemResourceLoader().getResource(file).exists())
        .check();
    if (!environment.containsProperty(PROPERTY)) {
      directory(environment.getProperty(HistoryDirectory.PROPERTY))
          .map(directory -> directory.resolve("cim-client.log").toString())
          .map(file -> new MapPropertySource("logFile", Map.of(PROPERTY, file)))
          .ifPresent(environment.getPropertySources()::addLast);
    }
  }

  /**
   * The directory of the log; empty where there is none. Where a configured one cannot be written,
   * the history, which needs it more, says so and ends the start.
   */
  private static Optional<Path> directory(@Nullable String configured) {
    try {
      return HistoryDirectory.choose(configured);
    } catch (CimException e) {
      return Optional.empty();
    }
  }

  /** Keeps what fails in the log itself, such as a full disk, off the screen. */
  static void failInSilence() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      StatusManager failures = logback.getStatusManager();
      failures.getCopyOfStatusListenerList().forEach(failures::remove);
    }
  }

  /** Before logging is set up. */
  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER - 1;
  }
}
