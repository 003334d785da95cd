package io.crossim.persistence.conversation.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.cluster.RedisProcess;
import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.LogLines;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Finished;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Mark;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import io.crossim.persistence.redis.TempRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Conversations in a Redis that is full, was replaced, or has keys that somebody overwrote. */
class RedisConversationsTest {

  private static final RedisProcess REDIS = TempRedis.start("--maxmemory-policy", "noeviction");
  private static final LettuceConnectionFactory FACTORY = RedisFixture.factory(REDIS.uri());
  private static final ConversationId BAD = ConversationId.group(7);
  private static final ConversationId GOOD = ConversationId.group(7 + ConversationId.SHARDS);

  private final RedisLink link = new RedisLink(FACTORY, Duration.ofSeconds(30));
  private final ConversationStore store =
      new RedisConversationStore(link, ConversationLimits.DEFAULT, ReplicaWait.NONE);

  @BeforeEach
  void fill() {
    setMaxMemory("0");
    link.begin().one(redis -> redis.flushall());
    for (ConversationId id : List.of(BAD, GOOD)) {
      GroupChange create =
          new GroupChange.Create(
              id.first(), 1, "g", GroupSettings.DEFAULT, List.of(2L), new byte[1]);
      Await.result(store.change(create));
      post(id, "first");
    }
  }

  @AfterAll
  static void stop() {
    FACTORY.destroy();
    REDIS.close();
  }

  @Test
  void aFullRedisTakesNoPostsAndLetsMembersReadMarkAndFinish() {
    setMaxMemory("1");
    assertThatThrownBy(() -> post(GOOD, "second"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith("Redis is full");
    assertThatThrownBy(() -> Await.result(store.change(new GroupChange.Leave(7, 2, new byte[1]))))
        .isInstanceOf(UnavailableException.class);
    assertThat(post(GOOD, "first").status()).isEqualTo(PostOutcome.Status.DUPLICATE);
    assertThat(page(GOOD, Place.START).entries()).hasSize(2);
    assertThat(Await.result(store.mark(List.of(new Mark(GOOD, 2, 0, 2)))).get(0).readSeq())
        .isEqualTo(2);
    assertThat(standing(GOOD).unread()).isZero();
    Await.result(store.finished(List.of(new Finished(GOOD, 2))));
    assertThat(Await.result(store.unfinished(GOOD.shard(), Duration.ZERO, 9))).hasSize(1);

    setMaxMemory("0");
    PostOutcome second = post(GOOD, "second");
    assertThat(second.status()).isEqualTo(PostOutcome.Status.STORED);
    assertThat(second.place().seq()).isEqualTo(3);
  }

  @Test
  void anotherReplicationIdIsAnotherEpoch() {
    PostOutcome before = post(GOOD, "second");
    link.begin().one(redis -> redis.hset(key(GOOD, "state"), bytes("replid"), bytes("another")));

    ConversationPage page = page(GOOD, before.place());
    assertThat(page.epoch()).isNotEmpty().isNotEqualTo(before.epoch());
    assertThat(page.continuity()).isEqualTo(ConversationPage.Continuity.KEPT);
    PostOutcome third = post(GOOD, "third");
    assertThat(third.epoch()).isEqualTo(page.epoch());
    // Above every id that may have been given to what is lost.
    assertThat(third.place().messageId()).isGreaterThan(third.storedAt() + 3_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "log", "members"})
  void aKeyOfAnotherTypeStopsNobodyElse(String name) {
    link.begin().one(redis -> redis.set(key(BAD, name), bytes("a string")));
    try (LogLines log = new LogLines()) {
      List<PostOutcome> outcomes =
          Await.result(
              store.post(
                  List.of(
                      Post.content(BAD, 1, "second", new byte[1]),
                      Post.content(GOOD, 1, "second", new byte[1]))));
      assertThat(outcomes)
          .extracting(PostOutcome::status)
          .containsExactly(PostOutcome.Status.BROKEN, PostOutcome.Status.STORED);
      assertThat(page(BAD, Place.START).status()).isEqualTo(ConversationPage.Status.BROKEN);
      assertThat(page(GOOD, Place.START).entries()).hasSize(3);
      if (!name.equals("log")) {
        assertThat(standing(BAD).status()).isEqualTo(Standing.Status.BROKEN);
      }
      assertThat(log.warnings("the conversation g7 cannot be used: cim3:{c7}:g7:" + name))
          .singleElement()
          .asString()
          .contains("string (expected");
    }
    link.begin().one(redis -> redis.del(key(BAD, name)));
  }

  @Test
  void anEntryThatIsMissingIsNotPassedOver() {
    post(BAD, "second");
    link.begin().one(redis -> redis.xdel(key(BAD, "log"), "2-0"));
    assertThat(page(BAD, Place.START).status()).isEqualTo(ConversationPage.Status.BROKEN);
    assertThat(page(GOOD, Place.START).entries()).hasSize(2);
  }

  @Test
  void aListOfAnotherTypeStopsNoConversationOfItsShard() {
    byte[] list = bytes("cim3:{c7}:unfinished");
    link.begin().one(redis -> redis.set(list, bytes("a string")));
    assertThat(Await.result(store.unfinished(7, Duration.ZERO, 9))).isEmpty();
    assertThat(post(GOOD, "second").status()).isEqualTo(PostOutcome.Status.STORED);
    assertThat(Await.result(store.unfinished(7, Duration.ZERO, 9))).hasSize(1);
  }

  private PostOutcome post(ConversationId id, String name) {
    return Await.result(store.post(List.of(Post.content(id, 1, name, new byte[9])))).get(0);
  }

  private ConversationPage page(ConversationId id, Place cursor) {
    ConversationQuery query = ConversationQuery.delivery(id, 2, cursor, 9, 999);
    return Await.result(store.read(List.of(query))).get(0);
  }

  private Standing standing(ConversationId id) {
    return Await.result(store.standings(List.of(new Membership(id, 2)))).get(0);
  }

  private static byte[] key(ConversationId id, String name) {
    return bytes("cim3:{c" + id.shard() + "}:" + id.key() + ":" + name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** In bytes; 0 for no bound. */
  private void setMaxMemory(String bytes) {
    link.begin().one(redis -> redis.configSet("maxmemory", bytes));
  }
}
