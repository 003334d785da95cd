package io.crossim.persistence.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.cluster.RedisProcess;
import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.account.redis.RedisAccountStore;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.redis.RedisInboxStore;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.redis.RedisSessionStore;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisOutageTest {

  private static final byte[] KEY = "key".getBytes(UTF_8);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final RedisProcess redis = TempRedis.start();
  private final LettuceConnectionFactory factory = RedisFixture.factory(redis.uri());

  @AfterEach
  void end() {
    factory.destroy();
    redis.close();
  }

  @Test
  void tellsWhetherThereIsAConnectionBeforeTheFirstCallToo() {
    RedisLink link = new RedisLink(factory);
    String address = "Redis at 127.0.0.1:" + redis.port();
    assertThat(link.trouble()).hasValue("there is no connection to " + address);
    await().until(() -> link.trouble().isEmpty());

    redis.process().kill();

    await().until(() -> link.trouble().isPresent());
  }

  @Test
  void comesBackByItselfAndDoesNothingLate() throws Exception {
    RedisLink link = new RedisLink(factory, RedisFixture.PATIENT);
    AccountStore accounts = new RedisAccountStore(link);
    SessionStore sessions = new RedisSessionStore(link);
    StoredAccount ann = accounts.register("ann");
    String epoch = sessions.epoch();
    redis.process().kill();

    assertThatThrownBy(() -> link.begin().one(r -> r.incr(KEY)))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> accounts.register("bob")).isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> accounts.find(1)).isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> Await.result(sessions.find(1)))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(sessions::epoch).isInstanceOf(UnavailableException.class);
    assertThat(sessions.findAll(List.of(1L)))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(UnavailableException.class);

    redis.restart();
    await().ignoreExceptions().until(() -> !sessions.epoch().equals(epoch));
    assertThat(link.begin().<byte[]>one(r -> r.get(KEY))).isNull();
    // It came back empty, and without the scripts.
    assertThat(accounts.find(ann.userId())).isEmpty();
    Session session = new Session(7, "v2", "h:1:2", "process", 1, 5);
    assertThat(Await.result(sessions.restore(List.of(session))).get(0).bound()).isTrue();
    assertThat(Await.result(sessions.find(7))).containsExactly(session);
  }

  @Test
  void waitsForNoRedisThatNeverAnswersAndFindsItWhenItComes() throws Exception {
    LettuceConnectionFactory silentFactory;
    int port;
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = silent.getLocalPort();
      silentFactory = RedisFixture.factory("redis://127.0.0.1:" + port);
      RedisLink link = new RedisLink(silentFactory, SHORT);

      assertThatThrownBy(() -> link.begin().one(r -> r.ping()))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("within 300 ms");
      InboxStore inboxes = new RedisInboxStore(link, InboxLimits.DEFAULT, ReplicaWait.NONE);
      assertThat(inboxes.append(List.of(new Append(1, "7:a", KEY))))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .withCauseInstanceOf(UnavailableException.class)
          .withMessageContaining("within 300 ms");
    }
    RedisLink link = new RedisLink(silentFactory);
    try (RedisProcess late = TempRedis.startOn(port)) {
      await().ignoreExceptions().until(() -> link.begin().one(r -> r.ping()).equals("PONG"));
      assertThat(late.port()).isEqualTo(port);
    } finally {
      silentFactory.destroy();
    }
  }

  @Test
  void givesUpACommandThatIsNotAnsweredInTime() {
    RedisLink link = new RedisLink(factory, SHORT);

    assertThatThrownBy(() -> link.begin().one(r -> r.blpop(30, KEY)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("within 300 ms");
  }

  @Test
  void whatWaitsForTheConnectionKeepsItsOrder() {
    RedisLink link = new RedisLink(factory, RedisFixture.PATIENT);
    List<CompletableFuture<Long>> lengths = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      lengths.add(
          link.begin().send(List.of(KEY), (r, key) -> r.rpush(key, key), all -> all.get(0)));
    }

    assertThat(lengths.stream().map(Await::result))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 2_000).boxed().toList());
  }

  @Test
  void aScriptThatRedisHasForgottenIsSentAgain() {
    RedisLink link = new RedisLink(factory, RedisFixture.PATIENT);
    SessionStore sessions = new RedisSessionStore(link);
    assertThat(Await.result(sessions.find(1))).isEmpty();
    link.begin().one(r -> r.scriptFlush());

    assertThat(Await.result(sessions.find(1))).isEmpty();
    assertThat(link.scriptsSentAgain()).isEqualTo(1);
    assertThat(Await.result(sessions.find(1))).isEmpty();
    assertThat(link.scriptsSentAgain()).isEqualTo(1);
  }

  @Test
  void repeatsNoCommandThatWasUnderWayWhenTheConnectionBroke() {
    RedisLink link = new RedisLink(factory, Duration.ofSeconds(30));
    RedisClient client = RedisClient.create(redis.uri());
    try {
      RedisCommands<String, String> admin = client.connect().sync();
      Thread killer =
          new Thread(
              () -> {
                await().until(() -> admin.clientList().contains("cmd=blpop"));
                admin.clientKill(KillArgs.Builder.skipme());
              });
      link.begin().one(r -> r.ping());
      killer.start();

      assertThatThrownBy(() -> link.begin().one(r -> r.blpop(0, KEY)))
          .isInstanceOf(UnavailableException.class);
      await().ignoreExceptions().until(() -> link.begin().one(r -> r.rpush(KEY, KEY)) == 1);
      assertThat(link.begin().<Long>one(r -> r.llen(KEY))).isEqualTo(1);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ZERO);
    }
  }
}
