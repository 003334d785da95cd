package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.cluster.CimProcess;
import io.crossim.cluster.Ports;
import io.crossim.cluster.RedisProcess;
import io.crossim.cluster.ZooKeeperProcess;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.Program;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that cannot succeed says why; one that only has to wait waits. */
class StartIT {

  private static final Duration START_TIME = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void servicesWaitForZooKeeperAndRedisAndGoOnByThemselves() {
    int zookeeperPort = Ports.free();
    int redisPort = Ports.free();
    String address = "127.0.0.1:" + zookeeperPort;
    try (CimProcess server =
            CimProcess.launch(
                "cim-server",
                directory,
                Program.SERVER.prepared(),
                CimProcess.arguments(
                    Map.of(
                        "cim.server.port",
                        0,
                        "server.port",
                        0,
                        "cim.server.advertised-host",
                        "127.0.0.1",
                        "app.zk.addr",
                        address,
                        "cim.warmup.enabled",
                        false)));
        CimProcess route =
            CimProcess.launch(
                "cim-forward-route",
                directory,
                Program.ROUTE.prepared(),
                CimProcess.arguments(
                    Map.of(
                        "server.port",
                        0,
                        "app.zk.addr",
                        address,
                        "cim.warmup.enabled",
                        false,
                        "spring.data.redis.host",
                        "127.0.0.1",
                        "spring.data.redis.port",
                        redisPort)))) {
      Pattern waiting = Pattern.compile("(?i)waiting.*" + address + "|" + address + ".*waiting");
      server.process().awaitLine(waiting, START_TIME);
      route.process().awaitLine(Pattern.compile("(?i)(zookeeper|redis).*(wait|try)"), START_TIME);
      assertThat(server.process().isAlive()).isTrue();
      assertThat(route.process().isAlive()).isTrue();
      try (ZooKeeperProcess zookeeper =
              ZooKeeperProcess.start(
                  directory.resolve("zookeeper"), directory, zookeeperPort, 2_000);
          RedisProcess redis =
              RedisProcess.startVolatile(directory.resolve("redis"), directory, redisPort)) {
        server.awaitReady();
        Route calls = new Route("127.0.0.1", route.awaitReady().httpPort());
        User patient = calls.register("patient");
        // Both are in discovery, but the route may be a moment behind in reading of the server.
        await().untilAsserted(() -> assertThat(calls.login(patient).code()).isEqualTo("9000"));
        V2Client.online(calls, patient).close();
        assertThat(zookeeper.process().isAlive()).isTrue();
        assertThat(redis.process().isAlive()).isTrue();
        server.close();
        route.close();
      }
    }
  }

  @Test
  void singleProcessServesFromTheJarAsItIsShipped() {
    try (CimProcess process =
        CimProcess.launch(
            "cim-standalone",
            directory,
            Program.STANDALONE.shipped(),
            List.of(
                "--cim.server.port=0",
                "--server.port=0",
                "--cim.standalone.send-port=0",
                "--cim.data.directory=" + directory))) {
      Route route = new Route("127.0.0.1", process.awaitReady().httpPort());
      V2Client.online(route, route.register("stranger")).close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--cim.server.port=70000, cim.server.port, 70000",
    "--cim.login.conflict=maybe, cim.login.conflict, maybe",
    "--cim.heartbeat.time=-3, cim.heartbeat.time, -3",
    "--app.route.way.handler=Fastest, app.route.way.handler, Fastest",
    "--cim.limits.text=many, cim.limits.text, many",
  })
  void wrongValueIsOneSentence(String argument, String property, String value) {
    try (CimProcess process =
        CimProcess.launch(
            "cim-standalone",
            directory,
            Program.STANDALONE.prepared(),
            List.of(argument, "--server.port=0", "--cim.data.directory=" + directory))) {
      assertThat(process.process().awaitExit(START_TIME)).isEqualTo(1);
      assertSentence(process, property, value);
    }
  }

  @ParameterizedTest
  @CsvSource({"cim.server.port, server.port", "server.port, cim.server.port"})
  void takenPortIsOneSentence(String takenOne, String other) throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        CimProcess process =
            CimProcess.launch(
                "cim-standalone",
                directory,
                Program.STANDALONE.prepared(),
                List.of(
                    "--" + takenOne + "=" + taken.getLocalPort(),
                    "--" + other + "=0",
                    "--cim.standalone.send-port=0",
                    "--cim.warmup.enabled=false",
                    "--cim.data.directory=" + directory))) {
      assertThat(process.process().awaitExit(START_TIME)).isEqualTo(1);
      assertSentence(process, takenOne, "" + taken.getLocalPort());
    }
  }

  private static void assertSentence(CimProcess process, String... parts) {
    List<String> lines = process.process().output();
    assertThat(lines).anySatisfy(line -> assertThat(line).contains(parts));
    assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
  }
}
