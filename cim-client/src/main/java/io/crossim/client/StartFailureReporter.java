package io.crossim.client;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Keeps Spring Boot from printing a page about a failed start that the console tells in one
 * sentence. Before the log is set up that page would go to the screen.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureReporter implements SpringBootExceptionReporter {

  /**
   * Spring Boot asks for this constructor.
   *
   * @param context null where the start failed before there was one
   */
  StartFailureReporter(@Nullable ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    return StartFailure.known(failure).isPresent();
  }
}
