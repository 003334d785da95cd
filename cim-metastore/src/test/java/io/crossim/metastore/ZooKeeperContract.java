package io.crossim.metastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.KeeperException.NoAuthException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link MetaStore} on ZooKeeper does besides, faults above all. */
public abstract class ZooKeeperContract extends MetaStoreContract {

  private static final String PATH = "/cim/" + ONE.name();
  private static final Duration LONG = Duration.ofSeconds(40);

  private final MetaStoreKind kind;
  private ZooKeeperFixture zooKeeper;

  protected ZooKeeperContract(MetaStoreKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  final void startZooKeeper() throws Exception {
    zooKeeper = new ZooKeeperFixture();
    zooKeeper.start();
  }

  @Override
  protected final void stopBackend() throws Exception {
    zooKeeper.close();
  }

  @Override
  protected final MetaStoreSettings settings() {
    return settings(/* auth= */ null);
  }

  private MetaStoreSettings settings(@Nullable String auth) {
    return new MetaStoreSettings(
        kind,
        zooKeeper.address(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        MetaStoreSettings.DEFAULT_SERVERS_ROOT,
        MetaStoreSettings.DEFAULT_ROUTES_ROOT,
        auth);
  }

  @Test
  void allShareOneSecretAndFollowItsChange() throws Exception {
    MetaStore one = open();
    MetaStore two = open();
    await().until(() -> !one.secrets().current().isEmpty());
    String first = one.secrets().current().get(0);
    await().until(() -> two.secrets().current().equals(List.of(first)));

    zooKeeper.write("/cim3/secret", "the next one\n" + first + "\n");

    for (MetaStore store : List.of(one, two)) {
      await().until(() -> store.secrets().current().equals(List.of("the next one", first)));
    }
    assertThat(one.servers().current()).isEmpty();
  }

  @Test
  void aStoreThatLostTheSecretGetsTheSameOneAgain() throws Exception {
    MetaStore one = open();
    await().until(() -> !one.secrets().current().isEmpty());
    List<String> before = one.secrets().current();

    zooKeeper.delete("/cim3/secret");

    await().until(() -> zooKeeper.exists("/cim3/secret"));
    MetaStore two = open();
    await().until(() -> two.secrets().current().equals(before));
    assertThat(one.secrets().current()).isEqualTo(before);
  }

  @Test
  void theSecretIsForThoseWhoShowWhoTheyAre() {
    MetaStore member = open(settings(ZooKeeperFixture.MEMBER));
    await().until(() -> !member.secrets().current().isEmpty());
    MetaStore other = open(settings(ZooKeeperFixture.MEMBER));

    assertThatThrownBy(() -> zooKeeper.data("/cim3/secret")).isInstanceOf(NoAuthException.class);
    await().until(() -> other.secrets().current().equals(member.secrets().current()));
  }

  @Test
  void nobodyElseChangesWhatMembersHaveMade() throws Exception {
    MetaStore member = open(settings(ZooKeeperFixture.MEMBER));
    registered(member);
    Registration route = member.register(ROUTE);
    await().until(() -> route.isRegistered() && !member.secrets().current().isEmpty());

    for (String parent : List.of("/cim", "/cim3", "/cim3/routes")) {
      assertRefused(() -> zooKeeper.createOpen(parent + "/10.0.0.66:1:2", "x"));
    }
    for (String node : List.of("/cim3/secret", PATH, "/cim3/routes/" + ROUTE.name())) {
      assertRefused(() -> zooKeeper.data(node));
      assertRefused(() -> zooKeeper.write(node, "x"));
      assertRefused(() -> zooKeeper.delete(node));
    }
  }

  @Test
  void whatStoodOpenBeforeIsForMembersAloneFromTheStart() throws Exception {
    for (String parent : List.of("/cim", "/cim3", "/cim3/routes")) {
      zooKeeper.createOpen(parent, "");
    }
    zooKeeper.createOpen("/cim3/secret", "a secret of before");
    try (LogLines lines = new LogLines()) {
      MetaStore member = open(settings(ZooKeeperFixture.MEMBER));
      registered(member);
      await().until(() -> member.secrets().current().equals(List.of("a secret of before")));

      for (String parent : List.of("/cim", "/cim3", "/cim3/routes")) {
        assertRefused(() -> zooKeeper.createOpen(parent + "/10.0.0.66:1:2", "x"));
        assertThat(lines.warnings(parent + " was open to others")).hasSize(1);
      }
      assertRefused(() -> zooKeeper.data("/cim3/secret"));
      assertThat(lines.errors("could be read by others until now: replace it")).hasSize(1);
    }
  }

  @Test
  void anErrorNamesANodeThatIsSomebodyElses() throws Exception {
    zooKeeper.createAs("stranger:word", "/cim");
    try (LogLines lines = new LogLines()) {
      MetaStore member = open(settings(ZooKeeperFixture.MEMBER));

      await().until(() -> !member.secrets().current().isEmpty());
      assertThat(lines.errors("/cim was not made with our cim.discovery.auth")).hasSize(1);
      assertThat(lines.errors("/cim3")).isEmpty();
    }
  }

  @Test
  void aMemberIsOneStillAfterItsSessionExpired() throws Exception {
    MetaStore member = open(settings(ZooKeeperFixture.MEMBER));
    registered(member);
    long session = zooKeeper.owner(PATH);

    zooKeeper.expire(session);

    await().atMost(LONG).until(() -> zooKeeper.exists(PATH) && zooKeeper.owner(PATH) != session);
    assertRefused(() -> zooKeeper.write(PATH, "x"));
  }

  @Test
  void aSecretThatSomebodyElseWroteIsRefused() throws Exception {
    MetaStore member = open();
    await().until(() -> !member.secrets().current().isEmpty());
    List<String> before = member.secrets().current();
    try (LogLines lines = new LogLines()) {
      zooKeeper.write("/cim3/secret", "a secret of a stranger");

      await().atMost(LONG).until(() -> !lines.errors("/cim3/secret holds other secrets").isEmpty());
      assertThat(lines.errors("stranger")).isEmpty();
    }
    assertThat(member.secrets().current()).isEqualTo(before);

    String next = "the next one\n" + before.get(0);
    zooKeeper.write("/cim3/secret", next);
    await().atMost(LONG).until(() -> member.secrets().current().equals(next.lines().toList()));
    zooKeeper.write("/cim3/secret", "the next one");
    await().atMost(LONG).until(() -> member.secrets().current().equals(List.of("the next one")));
  }

  @Test
  void anEmptySecretChangesNothing() throws Exception {
    MetaStore member = open();
    await().until(() -> !member.secrets().current().isEmpty());
    List<String> before = member.secrets().current();
    try (LogLines lines = new LogLines()) {
      zooKeeper.write("/cim3/secret", "");

      await().atMost(LONG).until(() -> !lines.errors("/cim3/secret holds nothing").isEmpty());
    }
    assertThat(member.secrets().current()).isEqualTo(before);
  }

  @Test
  void everythingLiesUnderThePathBehindTheAddresses() throws Exception {
    MetaStoreSettings plain = settings(ZooKeeperFixture.MEMBER);
    MetaStore store =
        open(
            new MetaStoreSettings(
                kind,
                zooKeeper.address() + "/apps/chat",
                plain.sessionTimeout(),
                plain.connectTimeout(),
                plain.serversRoot(),
                plain.routesRoot(),
                plain.auth()));
    registered(store);

    assertThat(zooKeeper.exists("/apps/chat" + PATH)).isTrue();
    assertThat(zooKeeper.exists("/cim")).isFalse();
    awaitServers(store, ONE);
    await().until(() -> !store.secrets().current().isEmpty());
    assertThat(zooKeeper.exists("/apps/chat/cim3/secret")).isTrue();
    assertRefused(() -> zooKeeper.createOpen("/apps/chat/x", ""));
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NoAuthException.class);
  }

  @Test
  void theNodeIsEphemeralAndHasTheFormOfTheContract() throws Exception {
    registered(open());

    assertThat(zooKeeper.owner("/cim")).isZero();
    assertThat(zooKeeper.owner(PATH)).isNotZero();
    assertThat(zooKeeper.data(PATH)).isEqualTo("{\"incarnation\":\"one\",\"proto\":2}");
  }

  @Test
  void oneProcessSeesAnotherComeAndLeave() {
    MetaStore watching = open();
    Registration registration = open().register(ONE);
    awaitServers(watching, ONE);

    registration.close();

    awaitServers(watching);
  }

  @Test
  void aClosedRegistrationHasLeftWhenCloseReturns() throws Exception {
    Registration registration = registered(open());

    registration.close();

    assertThat(zooKeeper.exists(PATH)).isFalse();
  }

  @Test
  void aClosedStoreHasLeftWhenCloseReturns() throws Exception {
    MetaStore store = open();
    registered(store);

    store.close();

    assertThat(zooKeeper.exists(PATH)).isFalse();
  }

  @Test
  void theRegistrationReturnsAfterTheSessionExpired() throws Exception {
    MetaStore watching = open();
    Registration registration = registered(open());
    AtomicInteger registrations = new AtomicInteger();
    registration.onRegistered(registrations::incrementAndGet);
    awaitServers(watching, ONE);
    long session = zooKeeper.owner(PATH);

    zooKeeper.expire(session);

    await().atMost(LONG).until(() -> registrations.get() == 2);
    assertThat(zooKeeper.owner(PATH)).isNotIn(0L, session);
    awaitServers(watching, ONE);
  }

  @Test
  void theListIsFollowedAfterTheSessionOfTheWatcherExpired() throws Exception {
    MetaStore watching = open();
    registered(watching);
    awaitServers(watching, ONE);

    zooKeeper.expire(zooKeeper.owner(PATH));
    open().register(TWO);

    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(watching.servers().current()).containsExactly(ONE, TWO));
  }

  @Test
  void aNodeThatSomebodyDeletedReturns() throws Exception {
    registered(open());

    zooKeeper.delete(PATH);

    await().until(() -> zooKeeper.exists(PATH));
  }

  @Test
  void theStaleNodeOfAKilledProcessIsReplacedAndDoesNotEndWithItsSession() throws Exception {
    MetaStore watching = open();
    AutoCloseable killed = zooKeeper.create(PATH, "{\"incarnation\":\"killed\",\"proto\":2}");
    awaitServers(watching, new ServerNode("10.0.0.1", 11211, 8081, "killed"));
    List<List<ServerNode>> seen = new CopyOnWriteArrayList<>();
    watching.servers().onChange(seen::add);

    Registration registration = registered(open());
    awaitServers(watching, ONE);
    killed.close();

    assertThat(registration.isRegistered()).isTrue();
    assertThat(zooKeeper.data(PATH)).contains("\"one\"");
    // Replaced in one step: nobody saw the server gone.
    assertThat(seen).doesNotContain(List.of());
  }

  @Test
  void aNodeWithoutOurDataIsLeftOutWithAWarning() throws Exception {
    MetaStore watching = open();
    try (LogLines lines = new LogLines();
        AutoCloseable v2 = zooKeeper.create("/cim/10.0.0.9:11211:8081", null);
        AutoCloseable other = zooKeeper.create("/cim/10.0.0.8:11211:8081", "10.0.0.8")) {
      registered(open());

      awaitServers(watching, ONE);
      await().until(() -> lines.warnings("10.0.0.9").size() == 1);
      await().until(() -> lines.warnings("/cim/10.0.0.8").size() == 1);
      open().register(TWO);
      awaitServers(watching, ONE, TWO);
      assertThat(lines.warnings("10.0.0.9")).singleElement().asString().contains("data: none");
    }
  }

  @Test
  void whatIsNotThereAtTheStartIsWaitedForWithAClearLine() throws Exception {
    zooKeeper.stop();
    try (LogLines lines = new LogLines()) {
      MetaStore store = open();
      Registration registration = store.register(ONE);
      Watched<ServerNode> servers = store.servers();
      // The second line comes after the first handle was given up.
      await().atMost(LONG).until(() -> lines.warnings("has not answered for").size() >= 2);
      assertThat(lines.warnings(zooKeeper.address())).isNotEmpty();
      assertThat(registration.isRegistered()).isFalse();

      zooKeeper.start();

      await().atMost(LONG).until(() -> servers.current().equals(List.of(ONE)));
      assertThat(registration.isRegistered()).isTrue();
    }
  }

  @Test
  void theLastKnownListStaysWhileZooKeeperIsAwayAndARestartWithItsDataChangesNothing()
      throws Exception {
    MetaStore watching = open();
    registered(open());
    awaitServers(watching, ONE);
    List<List<ServerNode>> seen = new CopyOnWriteArrayList<>();
    watching.servers().onChange(seen::add);
    try (LogLines lines = new LogLines()) {
      zooKeeper.stop();
      await().atMost(LONG).until(() -> !lines.warnings("has not answered for").isEmpty());
      assertThat(watching.servers().current()).containsExactly(ONE);
    }

    zooKeeper.start();
    open().register(TWO);

    await().atMost(LONG).until(() -> watching.servers().current().equals(List.of(ONE, TWO)));
    await().atMost(LONG).until(() -> zooKeeper.exists(PATH));
    assertThat(seen).first().isEqualTo(List.of(ONE));
  }

  @Test
  void everyoneReturnsAfterZooKeeperRestartedEmpty() throws Exception {
    MetaStore watching = open();
    MetaStore registering = open();
    Registration registration = registered(registering);
    registering.register(ROUTE);
    awaitServers(watching, ONE);
    AtomicInteger registrations = new AtomicInteger();
    registration.onRegistered(registrations::incrementAndGet);
    await().until(() -> registrations.get() == 1);

    zooKeeper.stop();
    zooKeeper.forget();
    zooKeeper.start();

    await().atMost(LONG).until(() -> registrations.get() == 2);
    open().register(TWO);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(watching.servers().current()).containsExactly(ONE, TWO));
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(watching.routes().current()).containsExactly(ROUTE));
  }

  @Test
  void whatIsClosedWhileZooKeeperIsAwayHasLeftWhenItReturns() throws Exception {
    MetaStore store = open();
    Registration registration = registered(store);
    Registration staying = store.register(TWO);
    await().until(staying::isRegistered);
    try (LogLines lines = new LogLines()) {
      zooKeeper.stop();
      await().atMost(LONG).until(() -> !lines.warnings("has not answered for").isEmpty());

      registration.close();
    }
    zooKeeper.start();

    await().atMost(LONG).until(() -> !zooKeeper.exists(PATH));
    await().atMost(LONG).until(() -> zooKeeper.exists("/cim/" + TWO.name()));
  }

  @Test
  void aStoreThatNeverConnectedCloses() throws Exception {
    zooKeeper.stop();
    MetaStore store = open();
    Registration registration = store.register(ONE);

    registration.close();
    store.close();

    assertThat(registration.isRegistered()).isFalse();
  }

  private static Registration registered(MetaStore store) {
    Registration registration = store.register(ONE);
    await().atMost(LONG).until(registration::isRegistered);
    return registration;
  }
}
