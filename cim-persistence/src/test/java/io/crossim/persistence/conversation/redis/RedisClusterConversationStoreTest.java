package io.crossim.persistence.conversation.redis;

import io.crossim.cluster.RedisCluster;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.ConversationStoreContract;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import io.crossim.persistence.redis.TempRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisClusterConversationStoreTest extends ConversationStoreContract {

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
  protected ConversationStore open(ConversationLimits limits) {
    return new RedisConversationStore(link, limits, ReplicaWait.NONE);
  }
}
