package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.cluster.ClusterException;
import io.crossim.cluster.Ports;
import io.crossim.cluster.RedisCluster;
import io.crossim.cluster.ZooKeeperProcess;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.Backends;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.it.report.Requirement;
import io.crossim.it.report.RunReport;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on a Redis Cluster: accounts and sessions spread over three masters. */
class RedisClusterIT {

  @TempDir private Path directory;

  @Test
  void peopleRegisterAndChat() throws Exception {
    try (RedisCluster redis = startRedis();
        ZooKeeperProcess zookeeper =
            ZooKeeperProcess.start(
                directory.resolve("zookeeper"), directory.resolve("logs"), Ports.free(), 2_000);
        CimCluster cluster =
            CimCluster.start(
                // The single address is not used where the cluster's nodes are given.
                new Backends(zookeeper.address(), "127.0.0.1", 1),
                ClusterSpec.of(1, 2)
                    .withRoute("cim.conversations.private", true)
                    .withRoute(
                        "spring.data.redis.cluster.nodes", String.join(",", redis.addresses())),
                directory.resolve("logs"))) {
      RunReport.ran("Redis Cluster " + redis.version());
      Route route = cluster.route(0);
      Set<Long> ids = new HashSet<>();
      for (int i = 0; i < 30; i++) {
        ids.add(route.register("user").id());
      }
      assertThat(ids).hasSize(30);
      User ana = route.register("ana");
      User bo = route.register("bo");
      try (V2Client a = V2Client.online(route, ana);
          V2Client b = V2Client.online(route, bo)) {
        route.toOne(ana, bo, "hi").orFail();
        b.awaitPush("hi", ana, bo);
        route.toAll(bo, "hi all").orFail();
        a.awaitPush("hi all", bo, ana);
        assertThat(route.login(ana).code()).isEqualTo("5000");
      }
      PrivateTalk.between(cluster.route(0), cluster.route(1));
    }
  }

  private RedisCluster startRedis() {
    try {
      return RedisCluster.start(directory.resolve("redis"));
    } catch (ClusterException e) {
      throw Requirement.REDIS_CLUSTER.missing("no Redis Cluster could be started here");
    }
  }
}
