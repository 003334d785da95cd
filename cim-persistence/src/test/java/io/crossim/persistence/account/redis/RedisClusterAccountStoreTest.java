package io.crossim.persistence.account.redis;

import io.crossim.cluster.RedisCluster;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.AccountStoreContract;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.TempRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisClusterAccountStoreTest extends AccountStoreContract {

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
  protected AccountStore open() {
    second = !second;
    return new RedisAccountStore(second ? one : two);
  }
}
