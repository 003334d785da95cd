package io.crossim.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.cluster.CimProcess;
import io.crossim.cluster.Ports;
import io.crossim.it.client.Http;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.metastore.ServerNode;
import io.crossim.route.selection.Candidates;
import io.crossim.route.selection.SelectionStrategy;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers leave and join while people write, and nobody notices. */
class MovesIT {

  private static final int USERS = 20;
  private static final GroupTraffic.Size GROUPS = new GroupTraffic.Size(2, 6);
  private static final Duration PERIOD = Duration.ofMillis(100);
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Duration ROUTE_DRAIN = Duration.ofSeconds(2);
  private static final int ROUNDS = 10;

  @TempDir private static Path directory;
  private static FaultCluster target;

  @BeforeAll
  static void open() {
    target =
        FaultCluster.of(
            ClusterSpec.of(2, 2)
                .withServer("cim.server.rebalance-after", "2s")
                .withServer("cim.server.rebalance-per-second", 20)
                .withRoute("cim.route.drain-time", ROUTE_DRAIN.toSeconds() + "s"),
            directory);
  }

  @AfterAll
  static void close() {
    if (target != null) {
      target.close();
    }
  }

  @BeforeEach
  void heal() {
    target.heal();
  }

  @Test
  void aServerThatIsStoppedSendsItsClientsAwayFirst() throws Exception {
    CimCluster cluster = target.cluster();
    try (SdkTraffic traffic = new SdkTraffic(target.routes(), USERS)) {
      traffic.addGroups(GROUPS);
      traffic.start(PERIOD);
      traffic.groups.startChanges();
      traffic.awaitRounds(ROUNDS);
      traffic.awaitInFlight();
      assertThat(traffic.on(cluster.server(0).tcpPort())).isPositive();
      int other = cluster.server(1).tcpPort();

      long begin = System.nanoTime();
      cluster.server(0).process().terminate();
      cluster.server(0).process().awaitExit(PATIENT);
      long end = System.nanoTime();

      assertThat(traffic.on(other)).isEqualTo(USERS);
      assertThat(traffic.reconnects()).as("nobody was ever without a connection").isZero();
      traffic.awaitRounds(ROUNDS);
      assertThat(traffic.settle("SIGTERM of a server", new Ledger.Times(begin, end, begin)))
          .matches(Verdict::isKept);
    }
  }

  @Test
  void aServerThatJoinedGetsItsShare() throws Exception {
    CimCluster cluster = target.cluster();
    int tcp = Ports.free();
    int http = Ports.free();
    List<Integer> ports = List.of(cluster.server(0).tcpPort(), cluster.server(1).tcpPort(), tcp);
    List<User> people = evenly(USERS, cluster, tcp, http);
    try (SdkTraffic traffic = new SdkTraffic(target.routes(), people)) {
      assertThat(traffic.on(ports.get(0)) + traffic.on(ports.get(1))).isEqualTo(people.size());
      traffic.addGroups(GROUPS);
      traffic.start(PERIOD);
      traffic.groups.startChanges();
      traffic.awaitRounds(ROUNDS);
      traffic.awaitInFlight();

      long begin = System.nanoTime();
      cluster.addServer(tcp, http);
      await().atMost(PATIENT).until(() -> spread(traffic, ports) <= USERS / 10);
      long end = System.nanoTime();

      assertThat(traffic.reconnects()).isZero();
      traffic.awaitRounds(ROUNDS);
      assertThat(spread(traffic, ports)).as("it stays so").isLessThanOrEqualTo(USERS / 10);
      assertThat(traffic.settle("a server joins", new Ledger.Times(begin, end, begin)))
          .matches(Verdict::isKept);
    } finally {
      cluster.removeServer(2);
    }
  }

  @Test
  void aServerIsDrainedWithoutItsEnd() throws Exception {
    CimCluster cluster = target.cluster();
    Http management = new Http("127.0.0.1", managementPort(cluster.server(0)));
    try (SdkTraffic traffic = new SdkTraffic(target.routes(), USERS)) {
      traffic.addGroups(GROUPS);
      traffic.start(PERIOD);
      traffic.groups.startChanges();
      traffic.awaitRounds(ROUNDS);
      traffic.awaitInFlight();
      assertThat(traffic.on(cluster.server(0).tcpPort())).isPositive();

      long begin = System.nanoTime();
      assertThat(management.post("/actuator/drain", Map.of()).body().path("state").asString())
          .isIn("DRAINING", "DRAINED");
      await().atMost(PATIENT).until(() -> state(management).equals("DRAINED"));
      long end = System.nanoTime();

      assertThat(traffic.on(cluster.server(1).tcpPort())).isEqualTo(USERS);
      assertThat(traffic.reconnects()).isZero();
      assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(503);
      assertThat(management.delete("/actuator/drain").body().path("state").asString())
          .isEqualTo("IN_SERVICE");
      cluster.awaitComplete();
      assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(200);
      traffic.awaitRounds(ROUNDS);
      assertThat(traffic.settle("drain of a server", new Ledger.Times(begin, end, begin)))
          .matches(Verdict::isKept);
    }
  }

  private static String state(Http management) {
    return management.get("/actuator/drain").body().path("state").asString();
  }

  private static int managementPort(CimProcess server) {
    Pattern line = Pattern.compile(" management: http (\\d+)");
    return Integer.parseInt(server.process().awaitLine(line, PATIENT).group(1));
  }

  @Test
  void aRouteThatIsStoppedAnswersWhoeverReachesIt() {
    CimCluster cluster = target.cluster();
    Route route = cluster.route(1);
    User ana = route.register("ana");
    User bo = route.register("bo");
    AtomicInteger sent = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Long> notAnswered =
        CompletableFuture.supplyAsync(() -> write(route, ana, bo, sent, enough));
    try {
      await().atMost(PATIENT).until(() -> sent.get() > 10);

      int before = sent.get();
      long begin = System.nanoTime();
      cluster.routeProcess(1).process().terminate();

      assertThat(notAnswered).succeedsWithin(PATIENT);
      // The port closes behind that time; who comes in that very moment is reset by the system.
      assertThat(Duration.ofNanos(notAnswered.join() - begin))
          .as("everybody is answered before")
          .isGreaterThanOrEqualTo(ROUTE_DRAIN);
      assertThat(sent).hasValueGreaterThan(before);
      cluster.routeProcess(1).process().awaitExit(PATIENT);
    } finally {
      enough.set(true);
    }
  }

  /** Until the route cannot be reached any more; returns when that was. */
  private static long write(
      Route route, User ana, User bo, AtomicInteger sent, AtomicBoolean enough) {
    try {
      while (!enough.get()) {
        route.toOne(ana, bo, "text").orFail();
        sent.incrementAndGet();
      }
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof HttpTimeoutException) {
        throw e; // silence is no refusal
      }
    }
    return System.nanoTime();
  }

  private static int spread(SdkTraffic traffic, List<Integer> ports) {
    List<Integer> counts = ports.stream().map(traffic::on).sorted().toList();
    return counts.get(2) - counts.get(0);
  }

  /** Users who belong on three servers, so many on each, when the third one is there. */
  private static List<User> evenly(int each, CimCluster cluster, int tcp, int http) {
    List<ServerNode> servers =
        Stream.concat(
                IntStream.range(0, 2)
                    .mapToObj(cluster::server)
                    .map(server -> node(server.tcpPort(), server.httpPort())),
                Stream.of(node(tcp, http)))
            .sorted(Comparator.comparing(ServerNode::name))
            .toList();
    Candidates all = new Candidates(servers);
    SelectionStrategy strategy = SelectionStrategy.consistentHash();
    Map<ServerNode, Integer> counts = new HashMap<>();
    List<User> users = new ArrayList<>();
    while (users.size() < each * servers.size()) {
      User user = cluster.route(0).register("even");
      if (counts.merge(strategy.select(all, user.id()).orElseThrow(), 1, Integer::sum) <= each) {
        users.add(user);
      }
    }
    return users;
  }

  private static ServerNode node(int tcp, int http) {
    return new ServerNode("127.0.0.1", tcp, http, "any");
  }
}
