package io.crossim.persistence.inbox.redis;

import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.InboxStoreContract;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;

class RedisInboxStoreTest extends InboxStoreContract {

  private static final RedisLink LINK = RedisFixture.link();

  @Override
  protected InboxStore open(InboxLimits limits) {
    return new RedisInboxStore(LINK, limits, ReplicaWait.NONE);
  }
}
