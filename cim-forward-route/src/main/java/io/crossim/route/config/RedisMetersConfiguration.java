package io.crossim.route.config;

import io.lettuce.core.metrics.MicrometerCommandLatencyRecorder;
import io.lettuce.core.metrics.MicrometerOptions;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Meters the commands to Redis: their times by kind and by server, without histograms. A tag for
 * the local end of a connection would make new meters whenever one is lost.
 */
@Configuration(proxyBeanMethods = false)
class RedisMetersConfiguration {

  @Bean
  ClientResourcesBuilderCustomizer redisMeters(MeterRegistry meters) {
    MicrometerOptions options =
        MicrometerOptions.builder().histogram(false).localDistinction(false).build();
    return resources ->
        resources.commandLatencyRecorder(new MicrometerCommandLatencyRecorder(meters, options));
  }
}
