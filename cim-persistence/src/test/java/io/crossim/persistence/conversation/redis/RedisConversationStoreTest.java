package io.crossim.persistence.conversation.redis;

import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.ConversationStoreContract;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;

class RedisConversationStoreTest extends ConversationStoreContract {

  private static final RedisLink LINK = RedisFixture.link();

  @Override
  protected ConversationStore open(ConversationLimits limits) {
    return new RedisConversationStore(LINK, limits, ReplicaWait.NONE);
  }
}
