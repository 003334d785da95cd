package io.crossim.persistence.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.InboxStoreContract;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedisInboxStoreTest extends InboxStoreContract {

  private static final RedisLink LINK = RedisFixture.link();

  @Override
  protected InboxStore open(InboxLimits limits) {
    return new RedisInboxStore(LINK, limits, ReplicaWait.NONE);
  }

  @Test
  void manyIdsAreNotGoneThroughFromEndToEnd() {
    long user = ThreadLocalRandom.current().nextLong(1, 1L << 52);
    try (InboxStore store = open(InboxLimits.DEFAULT)) {
      Await.result(store.append(messages(user, 0, 60)));
      assertThat(encoding(user)).isNotEqualTo("hashtable");
      Await.result(store.append(messages(user, 60, 70)));
      assertThat(encoding(user)).isEqualTo("hashtable");
    }
  }

  private static List<Append> messages(long user, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new Append(user, "7:" + i, new byte[1]))
        .toList();
  }

  private static String encoding(long user) {
    String pattern = "cim3:{u" + user + "}:ids:*";
    List<byte[]> keys = LINK.begin().one(redis -> redis.keys(pattern));
    assertThat(keys).isNotEmpty();
    return LINK.begin().one(redis -> redis.objectEncoding(keys.get(keys.size() - 1)));
  }
}
