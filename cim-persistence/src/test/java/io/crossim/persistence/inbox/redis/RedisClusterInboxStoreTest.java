package io.crossim.persistence.inbox.redis;

import io.crossim.cluster.RedisCluster;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.InboxStoreContract;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import io.crossim.persistence.redis.TempRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisClusterInboxStoreTest extends InboxStoreContract {

  private static RedisCluster cluster;
  private static RedisLink link;

  @BeforeAll
  static void startCluster() {
    cluster = TempRedis.startCluster();
    link = RedisFixture.link(cluster);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Override
  protected InboxStore open(InboxLimits limits) {
    return new RedisInboxStore(link, limits, ReplicaWait.NONE);
  }
}
