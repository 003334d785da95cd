package io.crossim.persistence.session.redis;

import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStoreContract;

class RedisSessionStoreTest extends SessionStoreContract {

  private static final RedisLink ONE = RedisFixture.link();
  private static final RedisLink TWO = RedisFixture.link();

  private boolean second;

  @Override
  protected SessionStore open() {
    second = !second;
    return new RedisSessionStore(second ? ONE : TWO);
  }
}
