package io.crossim.service.start;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a service. */
public final class ServiceRunner {

  private ServiceRunner() {}

  /**
   * Runs until the process is told to end. A start that fails says why in one line of the log, and
   * the process ends with exit code 1.
   *
   * @param defaults this service's own defaults; whatever the user says wins over them
   */
  public static ConfigurableApplicationContext run(
      Class<?> main, String[] args, Map<String, Object> defaults) {
    try {
      return application(main, defaults).run(args);
    } catch (RuntimeException | Error e) {
      // It has been reported. Threads of half a service must not keep the process alive.
      System.exit(1);
      throw e;
    }
  }

  /** Makes the application of {@link #run} without running it; a failure leaves the process on. */
  public static SpringApplication application(Class<?> main, Map<String, Object> defaults) {
    SpringApplication application = new SpringApplication(main);
    application.setDefaultProperties(defaults);
    return application;
  }
}
