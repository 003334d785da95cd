package io.crossim.persistence.session.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.cluster.RedisProcess;
import io.crossim.common.result.Await;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.TempRedis;
import io.crossim.persistence.session.SessionClaim;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStore.BindAttempt;
import io.crossim.persistence.session.SessionStore.BindOutcome;
import io.crossim.persistence.session.SessionStore.SessionKey;
import io.crossim.persistence.session.SessionStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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
    try (RedisProcess redis = TempRedis.start(settings)) {
      port = redis.port();
      before = epochOf(redis);
      assertThat(epochOf(redis)).isEqualTo(before);
    }
    try (RedisProcess redis = TempRedis.startOn(port, settings)) {
      assertThat(epochOf(redis)).isNotEqualTo(before);
    }
  }

  @Test
  void aKeyOfAnotherTypeStopsNobody() {
    long bad = ThreadLocalRandom.current().nextLong(1, 1L << 52);
    byte[] key = ("cim3:{u" + bad + "}:session").getBytes(UTF_8);
    ONE.begin().one(redis -> redis.set(key, key));
    SessionStore store = new RedisSessionStore(ONE);

    assertThat(Await.result(store.findAll(List.of(bad, bad + 1)))).isEmpty();
    Await.result(store.unbind(List.of(new SessionKey(bad, "v2", 1))));
    List<BindOutcome> outcomes =
        Await.result(
            store.bind(
                List.of(
                    new BindAttempt(new SessionClaim(bad, "v2", "h:1:2", "process", 1), 0),
                    new BindAttempt(new SessionClaim(bad + 1, "v2", "h:1:2", "process", 2), 0))));
    assertThat(outcomes).extracting(BindOutcome::bound).containsOnly(true);
    assertThat(Await.result(store.findAll(List.of(bad, bad + 1)))).hasSize(2);
    byte[] aside = ("cim3:{u" + bad + "}:session:damaged").getBytes(UTF_8);
    assertThat(ONE.begin().<byte[]>one(redis -> redis.get(aside))).isEqualTo(key);
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
