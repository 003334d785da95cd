package io.crossim.persistence.redis;

import io.crossim.cluster.RedisCluster;
import io.crossim.cluster.RedisProcess;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The Redis that the tests of a JVM share: the one that {@code CIM_TEST_REDIS} names, else a
 * process of ours. Tests keep out of each other's way by the names and ids that they use.
 */
public final class RedisFixture {

  static final Duration PATIENT = Duration.ofSeconds(30);
  private static final ClientResources RESOURCES = resources();

  private RedisFixture() {}

  public static String uri() {
    String given = System.getenv("CIM_TEST_REDIS");
    return given == null || given.isBlank() ? Shared.PROCESS.uri() : given;
  }

  /** A link of its own to the shared Redis, with a time-out that a busy machine keeps. */
  public static RedisLink link() {
    return new RedisLink(factory(uri()), PATIENT);
  }

  /** A link of its own to the cluster, with a time-out that a busy machine keeps. */
  public static RedisLink link(RedisCluster cluster) {
    return new RedisLink(clusterFactory(cluster.addresses()), PATIENT);
  }

  public static LettuceConnectionFactory factory(String uri) {
    RedisConfiguration configuration =
        LettuceConnectionFactory.createRedisConfiguration(RedisURI.create(uri));
    return started(configuration, ClientOptions.builder());
  }

  private static LettuceConnectionFactory clusterFactory(List<String> nodes) {
    return started(new RedisClusterConfiguration(nodes), ClusterClientOptions.builder());
  }

  private static LettuceConnectionFactory started(
      RedisConfiguration configuration, ClientOptions.Builder options) {
    RedisClientOptions.apply(options);
    LettuceClientConfiguration client =
        LettuceClientConfiguration.builder()
            .clientResources(RESOURCES)
            .clientOptions(options.build())
            .shutdownTimeout(Duration.ZERO)
            .build();
    LettuceConnectionFactory factory =
        configuration instanceof RedisClusterConfiguration cluster
            ? new LettuceConnectionFactory(cluster, client)
            : new LettuceConnectionFactory((RedisStandaloneConfiguration) configuration, client);
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }

  private static ClientResources resources() {
    ClientResources.Builder builder = ClientResources.builder();
    RedisClientOptions.apply(builder);
    return builder.build();
  }

  private static final class Shared {
    static final RedisProcess PROCESS = TempRedis.start();
  }
}
