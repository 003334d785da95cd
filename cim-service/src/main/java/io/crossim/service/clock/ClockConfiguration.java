package io.crossim.service.clock;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The one source of the time of day. Nothing that decides about a message reads it: sequences, ids
 * and ages come from the store's clock, time-outs from the monotonic one.
 */
@AutoConfiguration
@EnableConfigurationProperties(ClockProperties.class)
public class ClockConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Clock clock(ClockProperties properties) {
    return Clock.offset(Clock.systemUTC(), properties.offset());
  }
}
