package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Patience;
import io.crossim.it.client.Route;
import io.crossim.it.client.ServerAt;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.it.fixture.Console;
import io.crossim.it.fixture.LocalBackends;
import io.crossim.it.fixture.ZooKeeperSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes die, hang and come back, and nobody is locked out. ZooKeeper sessions live for a minute
 * here: what needs their end to notice a death fails.
 */
class FaultIT {

  private static final Duration NOTICED = Patience.LONG;

  @TempDir private static Path directory;

  private static LocalBackends backends;
  private static CimCluster cluster;

  private Route first;
  private Route second;

  @BeforeAll
  static void start() {
    backends = LocalBackends.start(directory);
    ClusterSpec spec =
        ClusterSpec.of(2, 2)
            .withBoth("cim.discovery.session-timeout", "60s")
            .withServer("cim.heartbeat.time", 13)
            .withServer("cim.server.login-timeout", "5s");
    cluster = CimCluster.start(backends.addresses(), spec, directory.resolve("logs"));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
    if (backends != null) {
      backends.close();
    }
  }

  @BeforeEach
  void heal() {
    cluster.heal();
    first = cluster.route(0);
    second = cluster.route(1);
  }

  @Test
  void killedServerFreesItsUsersAndTheOthersChatOn() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    User cy = cluster.userOn(1, first, "cy");
    try (V2Client a = V2Client.online(first, ana);
        V2Client b = V2Client.online(first, bo);
        V2Client c = V2Client.online(first, cy)) {
      cluster.server(0).process().kill();
      a.awaitClosed(NOTICED);

      // The others notice nothing, from the first moment on.
      first.toAll(bo, "anybody there?").orFail();
      c.awaitPush("anybody there?", bo, cy);
      second.toOne(cy, bo, "I am").orFail();
      b.awaitPush("I am", cy, bo);
      assertThat(first.onlineNames()).doesNotContain(ana.name()).contains(bo.name(), cy.name());

      awaitOnlyServer(1, first);
      awaitOnlyServer(1, second);
      try (V2Client again = onlineAgain(second, ana)) {
        first.toOne(bo, ana, "welcome").orFail();
        again.awaitPush("welcome", bo, ana);
        first.toAll(ana, "here I am").orFail();
        b.awaitPush("here I am", ana, bo);
      }
    }
  }

  /** Many logins, all to the living. */
  private static void awaitOnlyServer(int index, Route route) {
    await("no login is sent to the dead server")
        .atMost(NOTICED)
        .until(
            () -> {
              for (int i = 0; i < 12; i++) {
                ServerAt chosen = route.chooseServer(route.register("probe"));
                if (cluster.indexOf(chosen) != index) {
                  return false;
                }
              }
              return true;
            });
  }

  /** Logs in until it works, as any client does. */
  private static V2Client onlineAgain(Route route, User user) {
    return await("the login of " + user.name())
        .atMost(NOTICED)
        .ignoreExceptions()
        .until(() -> V2Client.online(route, user), client -> true);
  }

  @Test
  void serverKilledAndStartedAtOnceOnItsPortsServesAgain() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    try (V2Client a = V2Client.online(first, ana);
        V2Client b = V2Client.online(first, bo)) {
      cluster.server(0).process().kill();
      cluster.restartServer(0);
      a.awaitClosed(NOTICED);
      cluster.awaitComplete();
      try (V2Client again = onlineAgain(second, ana)) {
        first.toOne(bo, ana, "after the restart").orFail();
        again.awaitPush("after the restart", bo, ana);
        second.toAll(ana, "to all").orFail();
        b.awaitPush("to all", ana, bo);
      }
    }
  }

  @Test
  void sessionThatEndedWhileItsServerHungIsClosedWhenThatGoesOn() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(0, first, "bo");
    try (V2Client a = V2Client.online(first, ana);
        V2Client b = V2Client.online(first, bo)) {
      cluster.server(0).process().pause();
      awaitOnlyServer(1, first);
      first
          .http()
          .post(
              "/changePassword",
              Map.of("userId", ana.id(), "newPassword", "the first password of ana"))
          .orFail();
      assertThat(a.isClosed()).isFalse();

      cluster.server(0).process().resume();
      a.awaitClosed(NOTICED);
      assertThat(b.isClosed()).isFalse();
    }
  }

  @Test
  void orderlyStopOfAServerTakesItsUsersOffline() {
    User ana = cluster.userOn(0, first, "ana");
    try (V2Client a = V2Client.online(first, ana)) {
      cluster.server(0).close();
      a.awaitClosed(NOTICED);
      assertThat(second.onlineNames()).doesNotContain(ana.name());
      assertThat(cluster.indexOf(second.chooseServer(ana))).isEqualTo(1);
    }
  }

  @Test
  void oneRouteOfTwoIsEnough() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    try (V2Client a = V2Client.online(first, ana);
        V2Client b = V2Client.online(first, bo)) {
      cluster.routeProcess(0).process().kill();
      second.toOne(ana, bo, "through the other").orFail();
      b.awaitPush("through the other", ana, bo);
      // Both servers bind their next users through the route that is left.
      User cy = cluster.userOn(0, second, "cy");
      User di = cluster.userOn(1, second, "di");
      try (V2Client c = onlineAgain(second, cy);
          V2Client d = onlineAgain(second, di)) {
        second.toAll(cy, "four of us").orFail();
        a.awaitPush("four of us", cy, ana);
        d.awaitPush("four of us", cy, di);
        assertThat(c.isClosed()).isFalse();
      }
      await()
          .atMost(NOTICED)
          .untilAsserted(() -> assertThat(second.onlineNames()).doesNotContain(cy.name()));
    }
  }

  @Test
  void serverWhoseZooKeeperSessionExpiredRegistersAgain() throws Exception {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    ServerAt server = cluster.serverAt(0);
    String node = "/cim/127.0.0.1:" + server.tcpPort() + ":" + server.httpPort();
    try (V2Client a = V2Client.online(first, ana);
        V2Client b = V2Client.online(first, bo);
        ZooKeeperSessions sessions = ZooKeeperSessions.of(backends.zookeeper().address())) {
      sessions.expire(node);
      first.toOne(bo, ana, "in between").orFail();
      a.awaitPush("in between", bo, ana);
      await("the server is back in discovery")
          .atMost(NOTICED)
          .until(() -> sessions.owner(node) != 0);
      cluster.awaitComplete();
      assertTalk(ana, a, bo, b);
    }
  }

  @Test
  void zooKeeperRestartedWithItsDataDisconnectsNobody() throws Exception {
    zooKeeperRestart(false);
  }

  @Test
  void zooKeeperRestartedEmptyDisconnectsNobody() throws Exception {
    zooKeeperRestart(true);
  }

  private void zooKeeperRestart(boolean empty) throws Exception {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    try (V2Client a = V2Client.online(first, ana);
        V2Client b = V2Client.online(first, bo)) {
      long changes = change(0);
      backends.zookeeper().process().kill();
      assertTalk(ana, a, bo, b);
      User cy = second.register("cy");
      try (V2Client c = V2Client.online(second, cy)) {
        assertTalk(ana, a, cy, c);
      }
      if (empty) {
        backends.zookeeper().deleteData();
      }
      backends.zookeeper().restart();
      change(changes);
      awaitRegistered();
      cluster.awaitComplete();
      assertTalk(ana, a, bo, b);
      assertThat(first.onlineNames()).contains(ana.name(), bo.name());
    }
  }

  /**
   * Makes changes until there are more than so many, and returns their number. ZooKeeper refuses
   * whoever has seen more of them than it has; the members would give up their sessions for that
   * only after the minute that these live.
   */
  private static long change(long atLeast) throws Exception {
    try (ZooKeeperSessions sessions = ZooKeeperSessions.of(backends.zookeeper().address())) {
      long last = sessions.change();
      while (last <= atLeast + 10) {
        last = sessions.change();
      }
      return last;
    }
  }

  private static void awaitRegistered() {
    await("both servers are in discovery")
        .atMost(Duration.ofSeconds(40))
        .ignoreExceptions()
        .until(
            () -> {
              try (ZooKeeperSessions sessions =
                  ZooKeeperSessions.of(backends.zookeeper().address())) {
                return sessions.servers().size() == 2;
              }
            });
  }

  @Test
  void redisRestartedDisconnectsNobody() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    try (V2Client a = V2Client.online(first, ana);
        V2Client b = V2Client.online(first, bo)) {
      backends.redis().process().kill();
      assertThat(first.toOne(ana, bo, "never said").status()).isNotEqualTo(200);
      backends.redis().restart();
      await("the routes find Redis again")
          .atMost(NOTICED)
          .until(
              () ->
                  first.toOne(ana, bo, "back").status() == 200
                      && second.toOne(ana, bo, "back").status() == 200);
      assertTalk(ana, a, bo, b);
      assertThat(b.texts()).doesNotContain("never said");
      User cy = first.register("cy");
      try (V2Client c = V2Client.online(second, cy)) {
        assertTalk(ana, a, cy, c);
      }
    }
  }

  @Test
  void silentConnectionsAreClosed() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    ServerAt server = cluster.serverAt(0);
    try (V2Client neverLoggedIn = V2Client.connect(server.host(), server.tcpPort());
        V2Client neverPings = V2Client.onlineWithoutPings(first.chooseServer(ana), ana);
        V2Client b = V2Client.online(first, bo)) {
      neverLoggedIn.awaitClosed(Duration.ofSeconds(30));
      assertThat(first.onlineNames()).contains(bo.name());
      neverPings.awaitClosed(Duration.ofSeconds(40));
      await().untilAsserted(() -> assertThat(first.onlineNames()).doesNotContain(ana.name()));
      assertThat(first.onlineNames()).contains(bo.name());
      assertThat(b.isClosed()).isFalse();
    }
  }

  @Test
  void clientThatDiesOrHangsGoesOffline() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    User cy = cluster.userOn(1, first, "cy");
    try (V2Client a = V2Client.online(first, ana);
        Console killed = Console.start(directory, second, bo);
        Console hanging = Console.start(directory, second, cy)) {
      killed.awaitConnected();
      hanging.awaitConnected();
      assertThat(first.onlineNames()).contains(bo.name(), cy.name());
      hanging.process().pause();
      killed.process().kill();
      await()
          .atMost(NOTICED)
          .untilAsserted(() -> assertThat(first.onlineNames()).doesNotContain(bo.name()));
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() -> assertThat(first.onlineNames()).doesNotContain(cy.name()));
      assertThat(second.onlineNames()).contains(ana.name());
      first.toOne(ana, cy, "for later").orFail(); // it waits for him
      assertThat(a.isClosed()).isFalse();
    }
  }

  private void assertTalk(User ana, V2Client a, User bo, V2Client b) {
    String text = Route.uniqueName("talk");
    first.toOne(ana, bo, text).orFail();
    b.awaitPush(text, ana, bo);
    second.toAll(bo, text + " all").orFail();
    a.awaitPush(text + " all", bo, ana);
    assertThat(a.isClosed()).isFalse();
    assertThat(b.isClosed()).isFalse();
  }
}
