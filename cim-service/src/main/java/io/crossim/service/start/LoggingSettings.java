package io.crossim.service.start;

import io.crossim.common.setting.LogSettings;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.FileSystemResourceLoader;

/** Checks the settings of the log before the log reads them. */
final class LoggingSettings implements EnvironmentPostProcessor, Ordered {

  /** After every source has been read, and before the log is set up. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    new LogSettings(
            property -> environment.getProperty(property, ""),
            file -> new FileSystemResourceLoader().getResource(file).exists())
        .check();
  }
}
