package io.crossim.service.limits;

import io.crossim.service.loop.EventLoops;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Makes the limits that all ports of a process share. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(LimitsProperties.class)
public class LimitsConfiguration {

  @Bean
  Refusals refusals(EventLoops loops, MeterRegistry meters) {
    return new Refusals(loops.group(), meters);
  }

  @Bean
  TrafficLimits trafficLimits(LimitsProperties limits, Refusals refusals) {
    return new TrafficLimits(limits, refusals);
  }
}
