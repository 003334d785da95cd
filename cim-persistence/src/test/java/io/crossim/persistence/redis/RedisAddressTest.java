package io.crossim.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisAddressTest {

  @Test
  void everyKindOfRedisIsNamed() {
    assertThat(
            RedisAddress.of(
                new LettuceConnectionFactory(new RedisStandaloneConfiguration("10.0.0.1", 6380))))
        .isEqualTo("Redis 10.0.0.1:6380");
    assertThat(
            RedisAddress.of(
                new LettuceConnectionFactory(
                    new RedisSentinelConfiguration("cim", Set.of("b:2", "a:1")))))
        .isEqualTo("Redis Sentinel a:1,b:2");
    assertThat(
            RedisAddress.of(
                new LettuceConnectionFactory(new RedisClusterConfiguration(List.of("b:2", "a:1")))))
        .isEqualTo("Redis Cluster a:1,b:2");
  }
}
