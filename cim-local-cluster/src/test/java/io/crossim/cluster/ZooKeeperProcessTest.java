package io.crossim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperProcessTest {

  @TempDir private Path directory;

  @Test
  void dataSurviveAKillUntilTheyAreDeleted() throws Exception {
    try (ZooKeeperProcess server =
        ZooKeeperProcess.start(
            directory.resolve("zk"), directory.resolve("logs"), Ports.free(), 500)) {
      assertThat(server.version()).startsWith("3.");
      try (ZooKeeper client = connect(server)) {
        client.create("/kept", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
      }

      server.process().kill();
      server.restart();
      try (ZooKeeper client = connect(server)) {
        assertThat(client.exists("/kept", false)).isNotNull();
      }

      server.close();
      server.deleteData();
      server.restart();
      try (ZooKeeper client = connect(server)) {
        assertThat(client.exists("/kept", false)).isNull();
      }
    }
  }

  private static ZooKeeper connect(ZooKeeperProcess server) throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper(
            server.address(),
            10_000,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    connected.await();
    return client;
  }
}
