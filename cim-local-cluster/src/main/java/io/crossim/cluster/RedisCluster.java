package io.crossim.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A Redis Cluster of three masters, each a process of its own. */
public final class RedisCluster implements AutoCloseable {

  private static final int NODES = 3;
  private static final int SLOTS = 16_384;
  private static final Duration JOIN_TIME = Duration.ofSeconds(60);
  private static final Pattern WHOLE = Pattern.compile("Cluster state changed: ok");

  private final List<RedisProcess> nodes = new ArrayList<>();

  private RedisCluster() {}

  /** Starts the nodes; returns when each of them knows who serves every slot. */
  public static RedisCluster start(Path directory) {
    RedisCluster cluster = new RedisCluster();
    try {
      for (int i = 0; i < NODES; i++) {
        cluster.nodes.add(
            RedisProcess.start(
                directory.resolve("node-" + i),
                directory.resolve("logs"),
                Ports.freeWithBus(),
                "--cluster-enabled",
                "yes",
                "--cluster-node-timeout",
                "2000"));
      }
      cluster.join();
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void join() {
    RedisProcess first = nodes.get(0);
    for (int i = 0; i < NODES; i++) {
      RedisProcess node = nodes.get(i);
      List<String> slots = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
      for (int slot = SLOTS * i / NODES; slot < SLOTS * (i + 1) / NODES; slot++) {
        slots.add(Integer.toString(slot));
      }
      RedisLine.askAt(node.host(), node.port(), slots.toArray(String[]::new));
      RedisLine.askAt(
          first.host(),
          first.port(),
          "CLUSTER",
          "MEET",
          node.host(),
          Integer.toString(node.port()));
    }
    nodes.forEach(node -> node.process().awaitLine(WHOLE, JOIN_TIME));
  }

  /** Host and port of each node, as {@code spring.data.redis.cluster.nodes} wants them. */
  public List<String> addresses() {
    return nodes.stream().map(node -> node.host() + ":" + node.port()).toList();
  }

  public String version() {
    return nodes.get(0).version();
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::close);
  }
}
