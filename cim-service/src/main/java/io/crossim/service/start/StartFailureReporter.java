package io.crossim.service.start;

import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports a failed start before Spring Boot would, in one line instead of a page. */
@Slf4j
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureReporter implements SpringBootExceptionReporter {

  @Override
  public boolean reportException(Throwable failure) {
    Optional<String> sentence = StartFailure.sentence(failure);
    sentence.ifPresent(why -> log.error("Cannot start. {}", why));
    return sentence.isPresent();
  }
}
