package io.crossim.persistence.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.InboxStoreContract;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.redis.RedisSessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

  /** What is bound before an append is seen behind it, though nobody waits for anything. */
  @Test
  void sessionsOverTheSameLinkKeepTheOrderOfCallsToBoth() {
    try (InboxStore store = open(InboxLimits.DEFAULT);
        SessionStore sessions = new RedisSessionStore(LINK);
        SessionStore elsewhere = new RedisSessionStore(RedisFixture.link())) {
      assertThat(store.orderedBy()).isSameAs(sessions.orderedBy());
      assertThat(store.orderedBy()).isNotSameAs(elsewhere.orderedBy());
      long first = ThreadLocalRandom.current().nextLong(1, 1L << 52);
      List<CompletableFuture<List<Session>>> found = new ArrayList<>();
      for (long user = first; user < first + 100; user++) {
        Session session = new Session(user, "desk", "s:1:2", "a", 1, 1_000);
        var bound = sessions.restore(List.of(session));
        var appended = store.append(messages(user, 0, 1));
        found.add(sessions.findAll(List.of(user)));
        assertThat(bound).isNotCompletedExceptionally();
        assertThat(appended).isNotCompletedExceptionally();
      }
      assertThat(found).allSatisfy(there -> assertThat(Await.result(there)).hasSize(1));
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
