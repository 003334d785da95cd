package io.crossim.service.start;

import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports a failed start before Spring Boot would, in one line instead of a page. */
@Slf4j
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureReporter implements SpringBootExceptionReporter {

  private final @Nullable ConfigurableApplicationContext context;

  /**
   * @param context null where the start failed before there was one
   */
  StartFailureReporter(@Nullable ConfigurableApplicationContext context) {
    this.context = context;
  }

  @Override
  public boolean reportException(Throwable failure) {
    Optional<String> sentence =
        StartFailure.sentence(failure, context == null ? null : context.getEnvironment());
    sentence.ifPresent(why -> log.error("Cannot start. {}", why));
    return sentence.isPresent();
  }
}
