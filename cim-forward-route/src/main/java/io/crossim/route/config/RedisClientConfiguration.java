package io.crossim.route.config;

import io.crossim.persistence.redis.RedisClientOptions;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.TlsBundle;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Sets up the client of Redis that Spring Boot makes. */
@Configuration(proxyBeanMethods = false)
class RedisClientConfiguration {

  @Bean
  @Lazy
  RedisLink redisLink(LettuceConnectionFactory connections) {
    return new RedisLink(connections);
  }

  @Bean
  LettuceClientOptionsBuilderCustomizer redisClientOptions(
      TlsBundle tls, ObjectProvider<DataRedisProperties> redis) {
    return options -> {
      RedisClientOptions.apply(options);
      if (tls.isNamed() && redis.stream().anyMatch(RedisClientConfiguration::isEncryptedByUs)) {
        tls.prepareClient();
        RedisClientOptions.encrypt(options, tls::applyTo);
      }
    };
  }

  /** Whether Redis speaks TLS and has no bundle of its own. */
  private static boolean isEncryptedByUs(DataRedisProperties redis) {
    String url = redis.getUrl();
    return redis.getSsl().getBundle() == null
        && (redis.getSsl().isEnabled() || (url != null && url.startsWith("rediss:")));
  }

  @Bean
  ClientResourcesBuilderCustomizer redisClientResources(EventLoops loops) {
    return resources -> {
      RedisClientOptions.apply(resources);
      if (loops.isEpoll()) { // elsewhere the client may choose other sockets than ours
        RedisClientOptions.share(resources, loops.group(), loops.size());
      }
    };
  }
}
