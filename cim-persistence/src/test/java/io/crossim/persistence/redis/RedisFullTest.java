package io.crossim.persistence.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.cluster.RedisProcess;
import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.account.redis.RedisAccountStore;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.redis.RedisInboxStore;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionClaim;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStore.BindAttempt;
import io.crossim.persistence.session.redis.RedisSessionStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A Redis that has reached its {@code maxmemory} lets people log in and read; reading drains it.
 */
class RedisFullTest {

  private static final RedisProcess REDIS = TempRedis.start("--maxmemory-policy", "noeviction");
  private static final LettuceConnectionFactory FACTORY = RedisFixture.factory(REDIS.uri());
  private static final long USER = 7;
  private static final long OTHER = 8;

  private final RedisLink link = new RedisLink(FACTORY, RedisFixture.PATIENT);
  private final InboxStore inboxes =
      new RedisInboxStore(link, InboxLimits.DEFAULT, ReplicaWait.NONE);
  private final SessionStore sessions = new RedisSessionStore(link);
  private final AccountStore accounts = new RedisAccountStore(link);

  @BeforeEach
  void empty() {
    setMaxMemory("0");
    link.begin().one(redis -> redis.flushall());
  }

  @AfterEach
  void leaveRoom() {
    setMaxMemory("0");
  }

  @AfterAll
  static void stop() {
    FACTORY.destroy();
    REDIS.close();
  }

  @Test
  void appendsAreRefusedInAPlainSentenceAndNothingOfThemIsStoredOrKnown() {
    String epoch = Await.result(inboxes.append(messages(USER, 10))).get(0).epoch();
    setMaxMemory("1");

    List<Append> batch = new ArrayList<>(messages(OTHER, 2));
    batch.add(new Append(USER, "7:new", new byte[10]));
    assertThatThrownBy(() -> Await.result(inboxes.append(batch)))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("Redis is full: it uses all of its maxmemory");
    // What makes room in an inbox makes none for the batch.
    try (InboxStore small =
        new RedisInboxStore(
            link, new InboxLimits(InboxLimits.DEFAULT.maxAge(), 10), ReplicaWait.NONE)) {
      Await.result(
          inboxes.states(List.of(new InboxDevice(USER, "slow"), new InboxDevice(USER, "fast"))));
      Await.result(inboxes.acknowledge(List.of(new Acknowledgement(USER, "fast", epoch, 5))));
      assertThatThrownBy(() -> Await.result(small.append(batch)))
          .isInstanceOf(UnavailableException.class)
          .hasMessageStartingWith("Redis is full");
    }

    setMaxMemory("0");
    assertThat(Await.result(inboxes.append(batch)))
        .extracting(AppendOutcome::status)
        .containsOnly(AppendOutcome.Status.STORED);
    assertThat(page(USER, "slow").messages()).hasSize(11);
  }

  @Test
  void acknowledgementsDrainIt() {
    String epoch = Await.result(inboxes.append(messages(USER, 10))).get(0).epoch();
    Await.result(inboxes.append(messages(OTHER, 1)));
    setMaxMemory("1");

    assertThat(page(USER, "v2").messages()).hasSize(10);
    Await.result(inboxes.acknowledge(List.of(new Acknowledgement(USER, "v2", epoch, 4))));
    assertThat(page(USER, "v2").messages()).hasSize(6);
    assertThat(link.begin().<Long>one(redis -> redis.xlen(key(USER, "log")))).isEqualTo(6);

    // One that trims nothing, of a device that is new.
    Await.result(inboxes.acknowledge(List.of(new Acknowledgement(USER, "other", epoch, 9))));
    assertThat(page(USER, "other").messages()).hasSize(1);
  }

  @Test
  void referencesAreRefusedAndCursorsMove() {
    ConversationId group = ConversationId.group(5);
    Await.result(inboxes.follow(List.of(new Follow(USER, group))));
    setMaxMemory("1");

    Place one = new Place(1, 10);
    assertThatThrownBy(
            () ->
                Await.result(
                    inboxes.collect(
                        List.of(
                            new Collect(OTHER, group, Place.START, one, List.of()),
                            new Collect(USER, group, Place.START, one, List.of(one))))))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith("Redis is full");
    Followed followed = Await.result(inboxes.followed(USER, "", 9)).followed().get(0);
    assertThat(followed.cursor()).isEqualTo(Place.START);
    assertThat(page(USER, "v2").messages()).isEmpty();

    Collect moving = new Collect(USER, group, Place.START, one, List.of());
    assertThat(Await.result(inboxes.collect(List.of(moving))).get(0).status())
        .isEqualTo(CollectOutcome.Status.TAKEN);
    assertThatThrownBy(() -> Await.result(inboxes.follow(List.of(new Follow(OTHER, group)))))
        .isInstanceOf(UnavailableException.class);
    assertThat(Await.result(inboxes.unfollow(List.of(followed)))).isNull();
  }

  @Test
  void devicesLogInAndReadInboxesOldAndNew() {
    Await.result(inboxes.append(messages(USER, 3)));
    setMaxMemory("1");

    assertThat(
            Await.result(
                inboxes.states(
                    List.of(
                        new InboxDevice(USER, "v2"),
                        new InboxDevice(USER, "new"),
                        new InboxDevice(OTHER, "v2")))))
        .allSatisfy(state -> assertThat(state.epoch()).isNotEmpty());
    assertThat(page(9, "v2").start().epoch()).isNotEmpty();
  }

  @Test
  void sessionsAreBoundFoundRestoredAndUnbound() {
    String epoch = sessions.epoch();
    setMaxMemory("1");

    SessionClaim claim = new SessionClaim(USER, "v2", "h:1:2", "process", 1);
    Session bound =
        Await.result(sessions.bind(List.of(new BindAttempt(claim, 0)))).get(0).session();
    assertThat(Await.result(sessions.find(USER))).containsExactly(bound);
    Session other = new Session(OTHER, "v2", "h:1:2", "process", 1, 5);
    assertThat(Await.result(sessions.restore(List.of(other))).get(0).bound()).isTrue();
    Await.result(
        sessions.unbind(List.of(new SessionStore.SessionKey(USER, "v2", bound.generation()))));
    assertThat(Await.result(sessions.find(USER))).isEmpty();
    assertThat(sessions.epoch()).isEqualTo(epoch);
  }

  @Test
  void accountsAreFoundAndRevokedButNotMade() {
    StoredAccount ann = accounts.register("ann", "hash");
    setMaxMemory("1");

    assertThat(accounts.find(ann.userId())).contains(ann);
    assertThat(accounts.register("ann", null)).isEqualTo(ann);
    assertThat(accounts.revoke(ann.userId())).isTrue();
    assertThatThrownBy(() -> accounts.register("bob", null))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith("Redis is full");
  }

  private InboxPage page(long user, String device) {
    return Await.result(inboxes.read(List.of(new InboxQuery(user, device, null, 100)))).get(0);
  }

  private static List<Append> messages(long user, int count) {
    List<Append> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(new Append(user, "7:" + i, new byte[100]));
    }
    return messages;
  }

  private static byte[] key(long user, String name) {
    return ("cim3:{u" + user + "}:" + name).getBytes(UTF_8);
  }

  /** In bytes; 0 for no bound. */
  private void setMaxMemory(String bytes) {
    link.begin().one(redis -> redis.configSet("maxmemory", bytes));
  }
}
