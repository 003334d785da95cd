package io.crossim.persistence.inbox.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.LogLines;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Cursor;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import io.lettuce.core.ScriptOutputType;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors that are old, and such that cannot be used. */
class RedisCursorsTest {

  private static final RedisLink LINK = RedisFixture.link();
  private static final ConversationId GROUP = ConversationId.group(7);
  private static final Place ONE = new Place(1, 10);

  private final long user = ThreadLocalRandom.current().nextLong(1, 1L << 52);
  private final long other = user + 1;
  private final InboxStore store = new RedisInboxStore(LINK, InboxLimits.DEFAULT, ReplicaWait.NONE);

  @Test
  void aCursorThatWasNotTouchedForAnHourGoesUnlessItWasTouchedSince() {
    long old = System.currentTimeMillis() - 3_700_000;
    hset("g7", "1:10:" + old);
    Followed followed = new Followed(user, GROUP, ONE, old);

    Await.result(store.unfollow(List.of(new Followed(user, GROUP, ONE, old - 1))));
    assertThat(Await.result(store.followed(user, "", 9)).followed()).containsExactly(followed);
    Await.result(store.unfollow(List.of(followed)));
    assertThat(Await.result(store.followed(user, "", 9)).followed()).isEmpty();

    hset("g7", "1:10:" + old);
    Await.result(store.follow(List.of(new Follow(user, GROUP))));
    Await.result(store.unfollow(List.of(followed)));
    assertThat(Await.result(store.followed(user, "", 9)).followed()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a key of another type", "a cursor of another form"})
  void cursorsThatCannotBeUsedConcernTheirUserAlone(String damage) {
    if (damage.startsWith("a key")) {
      LINK.begin().one(redis -> redis.set(key(), bytes("a string")));
    } else {
      hset("g7", "x");
    }
    try (LogLines log = new LogLines()) {
      List<CollectOutcome> collected =
          Await.result(store.collect(List.of(collect(user), collect(other))));
      List<FollowOutcome> followed =
          Await.result(store.follow(List.of(new Follow(user, GROUP), new Follow(other, GROUP))));

      assertThat(collected)
          .extracting(CollectOutcome::status)
          .containsExactly(CollectOutcome.Status.BROKEN, CollectOutcome.Status.TAKEN);
      assertThat(followed)
          .extracting(FollowOutcome::status)
          .containsExactly(FollowOutcome.Status.BROKEN, FollowOutcome.Status.FOLLOWED);
      assertThat(followed.get(1).cursor()).isEqualTo(ONE);
      assertThat(Await.result(store.append(List.of(new Append(user, "7:a", new byte[1])))))
          .extracting(AppendOutcome::seq)
          .containsExactly(1L);
      if (damage.startsWith("a key")) {
        assertThat(Await.result(store.followed(user, "", 9)).followed()).isEmpty();
      }
      assertThat(log.warnings("the inbox of user " + user + " cannot be used")).hasSize(1);
    }
  }

  @Test
  void aLogThatCannotBeUsedLeavesTheCursor() {
    LINK.begin().one(redis -> redis.set(bytes("cim3:{u" + user + "}:log"), bytes("a string")));
    Await.result(store.follow(List.of(new Follow(user, GROUP))));

    assertThat(Await.result(store.collect(List.of(collect(user)))).get(0).status())
        .isEqualTo(CollectOutcome.Status.BROKEN);
    assertThat(Await.result(store.followed(user, "", 9)).followed().get(0).cursor())
        .isEqualTo(Place.START);
  }

  /** As in the other stores. */
  @Test
  void anInboxHasAtMostSoManyCursors() {
    ConversationId pair = ConversationId.pair(user, other);
    Collect collect = new Collect(user, pair, Place.START, ONE, List.of(ONE));
    fill(System.currentTimeMillis());

    assertThat(Await.result(store.follow(List.of(new Follow(user, pair)))).get(0).status())
        .isEqualTo(FollowOutcome.Status.FULL);
    assertThat(Await.result(store.collect(List.of(collect))).get(0).status())
        .isEqualTo(CollectOutcome.Status.FULL);

    LINK.begin().one(redis -> redis.hdel(key(), bytes("p1_2")));
    assertThat(Await.result(store.collect(List.of(collect))).get(0).status())
        .isEqualTo(CollectOutcome.Status.TAKEN);
    LINK.begin().one(redis -> redis.del(key()));
  }

  /** A pair that nobody has used for long makes room for one more. */
  @Test
  void aPairWithoutALogMakesRoom() {
    Collect collect =
        new Collect(user, ConversationId.pair(user, other), Place.START, ONE, List.of(ONE));
    fill(System.currentTimeMillis() - Cursor.PAIRS_LAST.toMillis() - 60_000);

    assertThat(Await.result(store.collect(List.of(collect))).get(0).status())
        .isEqualTo(CollectOutcome.Status.TAKEN);
    LINK.begin().one(redis -> redis.del(key()));
  }

  private static Collect collect(long userId) {
    return new Collect(userId, GROUP, Place.START, ONE, List.of(ONE));
  }

  /** Cursors of pairs, as many as there may be. */
  private void fill(long touchedAt) {
    String each = "redis.call('HSET', KEYS[1], 'p1_' .. (i + 1), ARGV[2])";
    byte[] script = bytes("for i = 1, tonumber(ARGV[1]) do " + each + " end return 1");
    byte[] most = bytes(Integer.toString(Cursor.MOST));
    byte[] cursor = bytes("1:10:" + touchedAt);
    byte[][] keys = {key()};
    LINK.begin()
        .one(redis -> redis.<Long>eval(script, ScriptOutputType.INTEGER, keys, most, cursor));
  }

  private void hset(String field, String value) {
    LINK.begin().one(redis -> redis.hset(key(), bytes(field), bytes(value)));
  }

  private byte[] key() {
    return bytes("cim3:{u" + user + "}:convs");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
