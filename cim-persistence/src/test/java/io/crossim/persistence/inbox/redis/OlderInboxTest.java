package io.crossim.persistence.inbox.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.StoredMessage;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Inboxes as they were before there were bounds on bytes and devices. */
class OlderInboxTest {

  private static final RedisLink LINK = RedisFixture.link();
  private static final int MANY = 40_000;

  private final long user = ThreadLocalRandom.current().nextLong(1, 1L << 52);

  @Test
  void messagesWithoutACountOfBytesAreReadAndTrimmedAndCountAsNothing() {
    try (InboxStore store =
        new RedisInboxStore(
            LINK, new InboxLimits(Duration.ofDays(30), 100, 10, 16), ReplicaWait.NONE)) {
      String epoch = append(store, "a").epoch();
      long now = System.currentTimeMillis();
      older(2, now, Map.of());
      older(3, now + 1, Map.of("t", Long.toString(now)));
      hset("inbox", Map.of("head", "3", "lastId", Long.toString(now + 1)));

      List<StoredMessage> messages = page(store, Long.MAX_VALUE).messages();
      assertThat(messages).extracting(StoredMessage::seq).containsExactly(1L, 2L, 3L);
      assertThat(messages.subList(1, 3)).extracting(StoredMessage::storedAt).containsOnly(now);
      assertThat(page(store, 12).messages()).hasSize(2);
      assertThat(page(store, 11).messages()).hasSize(1);

      assertThat(append(store, "123456789").status()).isEqualTo(Status.STORED);
      assertThat(append(store, "1").status()).isEqualTo(Status.FULL);
      Await.result(store.acknowledge(List.of(new Acknowledgement(user, "v2", epoch, 2))));
      assertThat(page(store, 100).start().seq()).isEqualTo(2);
      Await.result(store.acknowledge(List.of(new Acknowledgement(user, "v2", epoch, 4))));
      assertThat(append(store, "1234567890").status()).isEqualTo(Status.STORED);
      assertThat(append(store, "1").status()).isEqualTo(Status.FULL);
    }
  }

  @Test
  void tooManyDevicesBecomeFewOverSomeCallsAndTheOnesSeenLastStay() {
    try (InboxStore store = new RedisInboxStore(LINK, InboxLimits.DEFAULT, ReplicaWait.NONE)) {
      String epoch = append(store, "a").epoch();
      append(store, "b");
      long now = System.currentTimeMillis();
      Map<String, String> devices = new HashMap<>();
      for (int i = 0; i < MANY; i++) {
        devices.put("name " + i, "0:" + (now - 10_000 - i));
      }
      devices.put("phone", "1:" + now);
      hset("devices", devices);

      long count = MANY + 1;
      int calls = 0;
      while (count > 16) {
        if (calls % 2 == 0) {
          Await.result(store.states(List.of(new InboxDevice(user, "desk"))));
        } else {
          Await.result(store.acknowledge(List.of(new Acknowledgement(user, "desk", epoch, 1))));
        }
        long left = hlen();
        assertThat(left).isBetween(count - 512, count - 1);
        count = left;
        // Nothing is trimmed by those that happened to be looked at.
        assertThat(page(store, 100).messages()).hasSize(2);
        calls++;
      }
      assertThat(
              Await.result(
                  store.states(
                      List.of(
                          new InboxDevice(user, "phone"),
                          new InboxDevice(user, "desk"),
                          new InboxDevice(user, "name 0"),
                          new InboxDevice(user, "name 13")))))
          .extracting(state -> state.ackedSeq())
          .containsExactly(1L, 1L, 0L, 0L);
      assertThat(hlen()).isEqualTo(16);
    }
  }

  private AppendOutcome append(InboxStore store, String text) {
    return Await.result(store.append(List.of(new Append(user, "7:" + text, bytes(text))))).get(0);
  }

  private InboxPage page(InboxStore store, long maxBytes) {
    InboxQuery query = new InboxQuery(user, "a reader", null, 100, maxBytes);
    return Await.result(store.read(List.of(query))).get(0);
  }

  private void older(long seq, long id, Map<String, String> more) {
    Map<byte[], byte[]> fields = new LinkedHashMap<>();
    fields.put(bytes("p"), bytes("old payload"));
    fields.put(bytes("i"), bytes(Long.toString(id)));
    more.forEach((name, value) -> fields.put(bytes(name), bytes(value)));
    LINK.begin()
        .one(redis -> redis.xadd(key("log"), XAddArgs.Builder.maxlen(99).id(seq + "-0"), fields));
  }

  private void hset(String name, Map<String, String> fields) {
    Map<byte[], byte[]> all = new LinkedHashMap<>();
    fields.forEach((field, value) -> all.put(bytes(field), bytes(value)));
    LINK.begin().one(redis -> redis.hset(key(name), all));
  }

  private long hlen() {
    return LINK.begin().<Long>one(redis -> redis.hlen(key("devices")));
  }

  private byte[] key(String name) {
    return bytes("cim3:{u" + user + "}:" + name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
