package io.crossim.persistence.session.redis;

import io.crossim.cluster.RedisCluster;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.TempRedis;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisClusterSessionStoreTest extends SessionStoreContract {

  private static RedisCluster cluster;
  private static RedisLink one;
  private static RedisLink two;
  private boolean second;

  @BeforeAll
  static void startCluster() {
    cluster = TempRedis.startCluster();
    one = RedisFixture.link(cluster);
    two = RedisFixture.link(cluster);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Override
  protected SessionStore open() {
    second = !second;
    return new RedisSessionStore(second ? one : two);
  }
}
