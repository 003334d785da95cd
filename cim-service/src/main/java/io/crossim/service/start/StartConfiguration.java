package io.crossim.service.start;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What the start of every service checks. */
@AutoConfiguration
class StartConfiguration {

  /** Static, because it is needed before other beans are made. */
  @Bean
  static TimesHaveUnits timesHaveUnits() {
    return new TimesHaveUnits();
  }
}
