package io.crossim.persistence.inbox.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.LogLines;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An inbox with a damaged key fails alone, and leaves everything as it was. */
class DamagedInboxTest {

  private static final RedisLink LINK = RedisFixture.link();

  private final long bad = ThreadLocalRandom.current().nextLong(1, 1L << 52);
  private final long before = bad + 1;
  private final long behind = bad + 2;
  private final InboxStore store = new RedisInboxStore(LINK, InboxLimits.DEFAULT, ReplicaWait.NONE);

  @ParameterizedTest
  @ValueSource(strings = {"inbox", "log", "devices", "ids"})
  void aKeyOfAnotherTypeStopsNobodyElse(String name) {
    String epoch = append(bad, "a").get(0).epoch();
    append(before, "a");
    append(behind, "a");
    Await.result(store.states(List.of(new InboxDevice(bad, "v2"))));
    String key = name.equals("ids") ? idsKey() : prefix(bad) + name;
    LINK.begin().one(redis -> redis.set(bytes(key), bytes("a string")));
    Map<String, String> untouched = dump();

    try (LogLines log = new LogLines()) {
      List<AppendOutcome> outcomes =
          Await.result(
              store.append(List.of(message(before, "b"), message(bad, "b"), message(behind, "b"))));
      List<InboxPage> pages =
          Await.result(store.read(List.of(query(before), query(bad), query(behind))));
      Await.result(store.acknowledge(List.of(ack(bad, epoch, 1), ack(before, epoch(before), 1))));
      List<InboxState> states =
          Await.result(
              store.states(
                  List.of(
                      new InboxDevice(before, "v2"),
                      new InboxDevice(bad, "v2"),
                      new InboxDevice(behind, "v2"))));

      assertThat(outcomes.get(0).status()).isEqualTo(Status.STORED);
      assertThat(outcomes.get(2).status()).isEqualTo(Status.STORED);
      assertThat(pages.get(0).messages()).hasSize(2);
      assertThat(pages.get(2).messages()).hasSize(2);
      assertThat(states.get(0).ackedSeq()).isEqualTo(1);
      assertThat(states.get(2).headSeq()).isEqualTo(2);
      // An inbox may be good for one call and not for another.
      if (!name.equals("devices")) {
        assertThat(outcomes.get(1)).isEqualTo(new AppendOutcome(Status.BROKEN, "", 0, 0, 0));
      }
      if (!name.equals("ids")) {
        assertThat(pages.get(1).start().epoch()).isEmpty();
        assertThat(pages.get(1).messages()).isEmpty();
      }
      if (name.equals("inbox") || name.equals("devices")) {
        assertThat(states.get(1)).isEqualTo(new InboxState("", 0, 0, true));
      }
      if (!name.equals("devices") && !name.equals("ids")) {
        assertThat(dump()).isEqualTo(untouched);
      }
      assertThat(log.warnings("cannot be used"))
          .singleElement()
          .asString()
          .startsWith("the inbox of user " + bad + " cannot be used: " + key + ": string (expected")
          .contains("WRONGTYPE")
          .doesNotContain("user_script");
    }
  }

  @Test
  void aStateThatIsNoneStopsNobodyElse() {
    append(bad, "a");
    LINK.begin().one(redis -> redis.hset(bytes(prefix(bad) + "inbox"), bytes("head"), bytes("x")));
    Map<String, String> untouched = dump();

    List<AppendOutcome> outcomes =
        Await.result(store.append(List.of(message(bad, "b"), message(behind, "b"))));

    assertThat(outcomes)
        .extracting(AppendOutcome::status)
        .containsExactly(Status.BROKEN, Status.STORED);
    assertThat(dump()).isEqualTo(untouched);
  }

  @Test
  void cursorsThatAreDamagedStopNoLogin() {
    append(bad, "a");
    LINK.begin().one(redis -> redis.set(bytes(prefix(bad) + "convs"), bytes("x")));

    List<InboxState> states =
        Await.result(
            store.states(List.of(new InboxDevice(bad, "v2"), new InboxDevice(behind, "v2"))));

    assertThat(states.get(0).headSeq()).isEqualTo(1);
    assertThat(states).extracting(InboxState::mayLack).containsExactly(true, false);
  }

  @Test
  void aLogAheadOfItsStateTakesNothing() {
    append(bad, "a");
    LINK.begin()
        .one(
            redis ->
                redis.xadd(
                    bytes(prefix(bad) + "log"),
                    io.lettuce.core.XAddArgs.Builder.maxlen(9).id("7-0"),
                    Map.of(bytes("p"), bytes("x"))));

    assertThat(append(bad, "b")).containsExactly(new AppendOutcome(Status.BROKEN, "", 0, 0, 0));
    assertThat(append(bad, "a").get(0).status()).isEqualTo(Status.DUPLICATE);
  }

  @Test
  void whatWasStoredBeforeTheDamageWasMetIsAnsweredAsStored() {
    try (InboxStore small =
        new RedisInboxStore(LINK, new InboxLimits(Duration.ofDays(1), 1), ReplicaWait.NONE)) {
      LINK.begin().one(redis -> redis.set(bytes(prefix(bad) + "devices"), bytes("a string")));

      List<AppendOutcome> outcomes =
          Await.result(small.append(List.of(message(bad, "a"), message(bad, "b"))));

      assertThat(outcomes)
          .extracting(AppendOutcome::status)
          .containsExactly(Status.STORED, Status.BROKEN);
      LINK.begin().one(redis -> redis.del(bytes(prefix(bad) + "devices")));
      InboxPage page = Await.result(small.read(List.of(query(bad)))).get(0);
      assertThat(page.messages()).hasSize(1);
      assertThat(page.start().epoch()).isEqualTo(outcomes.get(0).epoch());
    }
  }

  private List<AppendOutcome> append(long user, String text) {
    return Await.result(store.append(List.of(message(user, text))));
  }

  private String epoch(long user) {
    return Await.result(store.read(List.of(query(user)))).get(0).start().epoch();
  }

  private static Append message(long user, String text) {
    return new Append(user, "7:" + text, bytes(text));
  }

  private static InboxQuery query(long user) {
    return new InboxQuery(user, "v2", null, 10);
  }

  private static Acknowledgement ack(long user, String epoch, long seq) {
    return new Acknowledgement(user, "v2", epoch, seq);
  }

  private static String prefix(long user) {
    return "cim3:{u" + user + "}:";
  }

  private String idsKey() {
    return prefix(bad) + "ids:" + Instant.now().toEpochMilli() / Duration.ofDays(1).toMillis();
  }

  /** The keys of the damaged inbox and what they hold, in Redis's own form. */
  private Map<String, String> dump() {
    Map<String, String> dump = new TreeMap<>();
    List<byte[]> keys = LINK.begin().one(redis -> redis.keys(prefix(bad) + "*"));
    for (byte[] key : keys) {
      byte[] value = LINK.begin().one(redis -> redis.dump(key));
      dump.put(new String(key, UTF_8), java.util.HexFormat.of().formatHex(value));
    }
    return dump;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
