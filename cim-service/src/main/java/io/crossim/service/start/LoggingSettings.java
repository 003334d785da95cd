package io.crossim.service.start;

import io.crossim.common.result.CimException;
import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.FileSystemResourceLoader;

/**
 * Refuses wrong settings of the log with one sentence, because the log itself would print a stack
 * trace.
 */
final class LoggingSettings implements EnvironmentPostProcessor, Ordered {

  private static final List<String> FORMATS = List.of("ecs", "gelf", "logstash");

  /** After every source has been read, and before the log is set up. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    checkFormat(environment, "logging.structured.format.console");
    checkFormat(environment, "logging.structured.format.file");
    checkFile(environment, application);
  }

  private static void checkFormat(ConfigurableEnvironment environment, String property) {
    String format = environment.getProperty(property, "");
    // With a dot it is the name of a class, which is the user's.
    if (!format.isEmpty() && !FORMATS.contains(format) && !format.contains(".")) {
      throw CimException.invalid(property, format, String.join(", ", FORMATS));
    }
  }

  private static void checkFile(
      ConfigurableEnvironment environment, SpringApplication application) {
    String file = environment.getProperty("logging.config", "");
    if (!file.isBlank() && !new FileSystemResourceLoader().getResource(file.strip()).exists()) {
      throw CimException.invalid("logging.config", file, "a file that is there");
    }
  }
}
