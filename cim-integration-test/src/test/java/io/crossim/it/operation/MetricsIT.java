package io.crossim.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.cluster.CimProcess;
import io.crossim.documents.OperatorFiles;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.client.WebSocketClient;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.it.fixture.LocalBackends;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientBuilder;
import io.crossim.sdk.Conversation;
import io.crossim.sdk.ReceivedMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, the dashboard and the alerts against a cluster that has a bad day. */
class MetricsIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** More than a client may have unacknowledged. */
  private static final int MANY = 1_200;

  private final Movements movements = new Movements();

  /** Moves with damaged files of a single process, or when a route cannot finish what it began. */
  private static final Set<String> DAMAGE =
      Set.of(
          "cim_inbox_lost_total",
          "cim_conversation_lost_total",
          "cim_fanout_left_total",
          "cim_unfinished",
          "cim_unfinished_age_seconds_max");

  @TempDir private Path directory;

  @Test
  void thePageTellsWhatProcessesTellAndEverythingThatIsWatchedMoves() throws Exception {
    ClusterSpec spec =
        ClusterSpec.of(2, 1)
            .withBoth("cim.limits.exempt-loopback", false)
            .withBoth("cim.limits.sends-per-second", 1_500)
            .withRoute("cim.login.conflict", "multi");
    try (LocalBackends backends = LocalBackends.start(directory);
        CimCluster cluster =
            CimCluster.start(backends.addresses(), spec, directory.resolve("logs"))) {
      assertPageIsTrue("server", scrape(cluster.server(0)));
      assertPageIsTrue("route", scrape(cluster.routeProcess(0)));
      assertThat(scrape(cluster.routeProcess(0)).values())
          .containsKey("lettuce_command_completion_seconds_count");
      look(cluster);
      chat(cluster);
      chatInAGroup(cluster);
      look(cluster);
      connectAPage(cluster);
      fallBehind(cluster);
      exceedALimit(cluster);
      look(cluster);
      loseARoute(cluster);
      loseAServer(cluster);
      loseRedis(cluster, backends);
      look(cluster);
      stopAServer(cluster);
      Set<String> watched = OperatorFiles.metrics();
      assertThat(watched).hasSizeGreaterThan(20);
      Set<String> still = new TreeSet<>(watched);
      still.removeAll(movements.moved());
      still.removeAll(DAMAGE);
      assertThat(still).as("what dashboard and alerts watch, and what never moved").isEmpty();
    }
  }

  @Test
  void theSingleProcessTellsWhatBothTell() {
    try (SingleProcess cim = SingleProcess.start(directory)) {
      assertThat(scrape(cim.process()).own()).isEqualTo(MetricsPage.read().of("both").keySet());
    }
  }

  private static Scrape scrape(CimProcess process) {
    return Management.of(process).scrape();
  }

  private static void assertPageIsTrue(String service, Scrape scrape) {
    Map<String, MetricsPage.Row> expected = MetricsPage.read().of(service);
    assertThat(scrape.own()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, row) -> {
          assertThat(scrape.kinds().get(name)).as("kind of %s", name).isEqualTo(row.kind());
          assertThat(scrape.labels().get(name)).as("labels of %s", name).isEqualTo(row.labels());
        });
  }

  private void look(CimCluster cluster) {
    Stream.of(cluster.server(0), cluster.server(1), cluster.routeProcess(0))
        .filter(process -> process.process().isAlive())
        .forEach(this::look);
  }

  private void look(CimProcess process) {
    movements.look(process.process().name(), scrape(process));
  }

  /** Over both protocols, to one and to all, to somebody who is away. */
  private static void chat(CimCluster cluster) throws Exception {
    Route route = cluster.route(0);
    User ana = cluster.userOn(0, route, "ana");
    User bo = cluster.userOn(1, route, "bo");
    User cy = cluster.userOn(0, route, "cy");
    route.toOne(ana, bo, "while you were away").orFail();
    List<String> toBo = new CopyOnWriteArrayList<>();
    try (Client a = client(route, ana).build();
        Client b = client(route, bo).listener(message -> toBo.add(message.text())).build();
        V2Client c = V2Client.online(route, cy)) {
      a.start().get(20, TimeUnit.SECONDS);
      b.start().get(20, TimeUnit.SECONDS);
      for (int i = 0; i < 20; i++) {
        a.send(bo.id(), "text " + i).get(20, TimeUnit.SECONDS);
      }
      b.sendAll("to all").get(20, TimeUnit.SECONDS);
      c.awaitText("to all");
      await().untilAsserted(() -> assertThat(toBo).hasSizeGreaterThanOrEqualTo(21));
    }
  }

  /** A member reads and types, and another one was away. */
  private static void chatInAGroup(CimCluster cluster) throws Exception {
    Route route = cluster.route(0);
    User hal = cluster.userOn(0, route, "hal");
    User ivy = cluster.userOn(1, route, "ivy");
    User jan = cluster.userOn(0, route, "jan");
    List<ReceivedMessage> toIvy = new CopyOnWriteArrayList<>();
    List<String> toJan = new CopyOnWriteArrayList<>();
    try (Client h = client(route, hal).build();
        Client i = client(route, ivy).listener(toIvy::add).build();
        Client j = client(route, jan).listener(message -> toJan.add(message.text())).build()) {
      h.start().get(20, TimeUnit.SECONDS);
      i.start().get(20, TimeUnit.SECONDS);
      long group =
          h.groups()
              .create("walkers", List.of(ivy.id(), jan.id()))
              .get(20, TimeUnit.SECONDS)
              .groupId();
      h.sendToGroup(group, "hello").get(20, TimeUnit.SECONDS);
      await()
          .untilAsserted(
              () -> assertThat(toIvy).anyMatch(message -> message.text().equals("hello")));
      i.markRead(toIvy.get(toIvy.size() - 1));
      i.typing(Conversation.group(group));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(value(cluster.server(0), "cim_notices_total")).isPositive());
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(value(cluster.routeProcess(0), "cim_receipts_total")).isPositive());
      j.start().get(20, TimeUnit.SECONDS);
      await().untilAsserted(() -> assertThat(toJan).contains("hello"));
    }
  }

  /** A page is watched as long as it is connected. */
  private void connectAPage(CimCluster cluster) throws Exception {
    Route route = cluster.route(0);
    User pat = cluster.userOn(0, route, "pat");
    try (WebSocketClient page = WebSocketClient.online(route, pat)) {
      await() // connections are counted once for all gauges of a moment
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(value(cluster.server(0), "cim_connections_websocket")).isPositive());
      look(cluster);
    }
  }

  /** Somebody reads and does not acknowledge. */
  private void fallBehind(CimCluster cluster) throws Exception {
    Route route = cluster.route(0);
    User dan = cluster.userOn(1, route, "dan");
    User eve = route.register("eve");
    List<String> texts = Collections.nCopies(100, "again");
    List<String> got = new CopyOnWriteArrayList<>();
    try (Client slow =
        client(route, dan)
            .manualAcknowledgement()
            .listener(message -> got.add(message.text()))
            .build()) {
      slow.start().get(20, TimeUnit.SECONDS);
      for (int sent = 0; sent < MANY; sent += texts.size()) {
        route.batch(eve, dan, texts).orFail();
      }
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(value(cluster.server(1), "cim_receivers_slow_total")).isPositive());
      await() // it is looked for once a second
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(value(cluster.server(1), "cim_inbox_unacknowledged_age_seconds"))
                      .isPositive());
      look(cluster);
    }
  }

  private static double value(CimProcess process, String name) {
    return scrape(process).values().getOrDefault(name, 0.0);
  }

  private static void exceedALimit(CimCluster cluster) {
    Route route = cluster.route(0);
    User eve = route.register("eve");
    User dan = route.register("dan");
    List<String> texts = Collections.nCopies(100, "too much");
    boolean refused = false;
    for (int i = 0; i < 200 && !refused; i++) {
      refused = route.batch(eve, dan, texts).code().equals("6000");
    }
    assertThat(refused).isTrue();
  }

  /** While nobody can take what clients send. */
  private void loseARoute(CimCluster cluster) throws Exception {
    Route route = cluster.route(0);
    User fay = cluster.userOn(0, route, "fay");
    User gil = cluster.userOn(0, route, "gil");
    try (Client f = client(route, fay).build()) {
      f.start().get(20, TimeUnit.SECONDS);
      cluster.routeProcess(0).process().kill();
      var sent = f.send(gil.id(), "wait for me");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(value(cluster.server(0), "cim_route_calls_errors_total"))
                      .isPositive());
      look(cluster);
      cluster.restartRoute(0);
      sent.get(60, TimeUnit.SECONDS);
      cluster.awaitComplete();
      look(cluster);
    }
  }

  /** Its clients go on elsewhere. */
  private void loseAServer(CimCluster cluster) throws Exception {
    Route route = cluster.route(0);
    User hal = cluster.userOn(0, route, "hal");
    User ivy = route.register("ivy");
    List<String> got = new CopyOnWriteArrayList<>();
    try (Client h = client(route, hal).listener(message -> got.add(message.text())).build()) {
      h.start().get(20, TimeUnit.SECONDS);
      route.toOne(ivy, hal, "one").orFail();
      await().atMost(SOON).untilAsserted(() -> assertThat(got).contains("one"));
      look(cluster);
      cluster.server(0).process().kill();
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(value(cluster.routeProcess(0), "cim_servers_alive")).isEqualTo(1));
      look(cluster);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(value(cluster.server(1), "cim_reconnects_total")).isPositive());
      look(cluster);
      cluster.restartServer(0);
      cluster.awaitComplete();
      look(cluster);
    }
  }

  private void loseRedis(CimCluster cluster, LocalBackends backends) {
    Route route = cluster.route(0);
    User ana = route.register("ana");
    User bo = route.register("bo");
    Management management = Management.of(cluster.routeProcess(0));
    assertThat(management.isReady()).isTrue();
    backends.redis().process().pause();
    try {
      assertThat(route.toOne(ana, bo, "nobody stores this").status()).isEqualTo(503);
      await().atMost(SOON).until(() -> !management.isReady());
      look(cluster);
      assertThat(management.health("liveness").status()).isEqualTo(200);
    } finally {
      backends.redis().process().resume();
    }
    await().atMost(SOON).until(management::isReady);
  }

  private void stopAServer(CimCluster cluster) {
    CimProcess route = cluster.routeProcess(0);
    cluster.server(0).process().terminate();
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(value(route, "cim_discovery_listed")).isEqualTo(1));
    look(route); // the server closes its port meanwhile
  }

  private static ClientBuilder client(Route route, User user) {
    return Client.builder()
        .routeUrl(route.url())
        .user(user.id(), user.name())
        .listener(message -> {});
  }
}
