package io.crossim.persistence.redis;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A Redis Cluster of three masters, each a process of its own. */
public final class RedisCluster implements AutoCloseable {

  private static final int SLOTS = 16_384;

  private final List<RedisProcess> nodes =
      Stream.generate(
              () ->
                  RedisProcess.start("--cluster-enabled", "yes", "--cluster-node-timeout", "5000"))
          .limit(3)
          .toList();

  public RedisCluster() {
    RedisClient client = RedisClient.create();
    try {
      List<StatefulRedisConnection<String, String>> connections =
          nodes.stream().map(node -> client.connect(RedisURI.create(node.uri()))).toList();
      for (int i = 0; i < connections.size(); i++) {
        connections.get(i).sync().clusterAddSlots(slots(i));
        connections.get(0).sync().clusterMeet("127.0.0.1", nodes.get(i).port());
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> connections.stream().allMatch(c -> isWhole(c.sync().clusterInfo())));
    } finally {
      client.shutdown(Duration.ZERO, Duration.ZERO);
    }
  }

  private int[] slots(int node) {
    int from = SLOTS * node / nodes.size();
    int to = SLOTS * (node + 1) / nodes.size();
    return IntStream.range(from, to).toArray();
  }

  private static boolean isWhole(String info) {
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
  }

  /** A link of its own to the cluster, with a time-out that a busy machine keeps. */
  public RedisLink link() {
    LettuceConnectionFactory factory =
        RedisFixture.clusterFactory(
            nodes.stream().map(node -> "127.0.0.1:" + node.port()).toList());
    return new RedisLink(factory, RedisFixture.PATIENT);
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::close);
  }
}
