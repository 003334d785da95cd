package io.crossim.persistence.redis;

import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Says where a Redis is, for the log of whoever runs a service. */
public final class RedisAddress {

  private RedisAddress() {}

  /** {@code Redis HOST:PORT}; for Sentinel and Redis Cluster the nodes that are asked first. */
  public static String of(LettuceConnectionFactory factory) {
    if (factory.isClusterAware()) {
      return "Redis Cluster "
          + nodes(Objects.requireNonNull(factory.getClusterConfiguration()).getClusterNodes());
    }
    if (factory.isRedisSentinelAware()) {
      return "Redis Sentinel "
          + nodes(Objects.requireNonNull(factory.getSentinelConfiguration()).getSentinels());
    }
    return "Redis " + factory.getHostName() + ":" + factory.getPort();
  }

  private static String nodes(Collection<? extends RedisNode> nodes) {
    return nodes.stream().map(RedisNode::asString).sorted().collect(Collectors.joining(","));
  }
}
