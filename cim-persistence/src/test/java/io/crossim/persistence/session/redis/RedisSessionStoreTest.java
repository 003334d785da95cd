package io.crossim.persistence.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.RedisProcess;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisSessionStoreTest extends SessionStoreContract {

  private static final RedisLink ONE = RedisFixture.link();
  private static final RedisLink TWO = RedisFixture.link();

  private boolean second;

  @Override
  protected SessionStore open() {
    second = !second;
    return new RedisSessionStore(second ? ONE : TWO);
  }

  /** Its file may be an older one, and whoever was promoted may lag behind. */
  @Test
  void aRedisThatWasStartedAgainHasAnotherEpoch(@TempDir Path directory) throws IOException {
    String[] settings = {"--appendonly", "yes", "--dir", directory.toString()};
    String before;
    int port;
    try (RedisProcess redis = RedisProcess.start(settings)) {
      port = redis.port();
      before = epochOf(redis);
      assertThat(epochOf(redis)).isEqualTo(before);
    }
    try (RedisProcess redis = RedisProcess.startOn(port, settings)) {
      assertThat(epochOf(redis)).isNotEqualTo(before);
    }
  }

  private static String epochOf(RedisProcess redis) {
    LettuceConnectionFactory factory = RedisFixture.factory(redis.uri());
    try {
      return new RedisSessionStore(new RedisLink(factory)).epoch();
    } finally {
      factory.destroy();
    }
  }
}
