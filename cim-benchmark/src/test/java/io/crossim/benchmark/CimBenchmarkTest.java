package io.crossim.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.benchmark.nullserver.NullServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CimBenchmarkTest {

  private static NullServer server;

  @TempDir private Path directory;

  @BeforeAll
  static void open() {
    server = NullServer.open(0, 0);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p2p --in-flight=4",
        "p2p --in-flight=4 --v2",
        "p2p --transport=TCP --in-flight=4",
        "p2p --in-flight=4 --rate=100",
        "group --users=5",
        "group --users=5 --v3",
        "members --users=5",
        "members --users=5 --v2",
        "members --users=20 --online=2",
        "login --users=10 --in-flight=4",
        "login --users=10 --in-flight=4 --groups=3"
      })
  void aRunAgainstTheNullServerLosesNothing(String command) throws Exception {
    Path json = directory.resolve("result.json");
    Path plot = directory.resolve("plot.svg");
    String whole =
        command
            + " --warm-up=200ms --time=500ms --route=http://127.0.0.1:"
            + server.httpPort()
            + " --json="
            + json
            + " --plot="
            + plot;

    assertThat(CimBenchmark.run(whole.split(" "))).isZero();

    JsonNode result = JsonMapper.builder().build().readTree(Files.readString(json));
    assertThat(result.path("refused").asLong()).isZero();
    assertThat(result.path("lost").asLong()).isZero();
    assertThat(result.path("deliveredPerSecond").asLong() + result.path("loginsPerSecond").asLong())
        .isPositive();
    assertThat(Files.readString(plot)).contains("<svg").contains("polyline");
  }

  @Test
  void theTimeToAddMembersIsTold() throws Exception {
    JsonNode result = result("members --users=20 --online=2 --warm-up=0ms --time=100ms");

    assertThat(result.path("users").asInt()).isEqualTo(20);
    assertThat(result.path("online").asInt()).isEqualTo(2);
    assertThat(result.path("addMs").isIntegralNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " --limit=7 --messages=20", " --limit=1 --messages=1 --in-flight=1"})
  void everyPageOfAHistoryIsWhole(String options) throws Exception {
    JsonNode result =
        result(
            "history --users=3 --warm-up=0ms --time=300ms --cpu="
                + ProcessHandle.current().pid()
                + options);

    assertThat(result.path("refused").asLong(-1)).isZero();
    assertThat(result.path("wrong").asLong(-1)).isZero();
    assertThat(result.path("pagesPerSecond").asLong()).isPositive();
    assertThat(result.path("cpuMicrosPerPage").asDouble()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " --v2"})
  void allComeBackFromAStorm(String protocol) throws Exception {
    JsonNode result = result("reconnect-storm --users=30 --drop" + protocol);

    assertThat(result.path("lostConnections").asInt()).isEqualTo(30);
    assertThat(result.path("missing").asInt()).isZero();
    assertThat(result.path("attempts").asInt()).isGreaterThanOrEqualTo(30);
    assertThat(result.path("returnMs").path("max").asDouble()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " --orderly", " --v2"})
  void whoVanishedIsFoundGone(String options) throws Exception {
    JsonNode result = result("vanish --users=1100" + options);

    assertThat(result.path("listed").asInt()).isEqualTo(1100);
    assertThat(result.path("stillListed").asInt(-1)).isZero();
  }

  @Test
  void idleTellsTheMemoryOfAConnection() throws Exception {
    JsonNode result = result("idle --users=200 --time=10ms --pid=" + ProcessHandle.current().pid());

    assertThat(result.path("closed").asInt(-1)).isZero();
    // What else happens in this JVM may outweigh so few connections.
    assertThat(result.path("heapBytesPerConnection").isNumber()).isTrue();
    assertThat(result.path("residentBytesPerConnection").isNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"p2p --in-flight=4", "group --users=5", "members --users=5", "login --users=10"})
  void cpuTimeIsToldPerMessage(String command) throws Exception {
    JsonNode result =
        result(command + " --warm-up=0ms --time=300ms --cpu=" + ProcessHandle.current().pid());

    assertThat(result.path("cpuMicrosPerMessage").asDouble()).isPositive();
    assertThat(result.path("toolCpuMicrosPerMessage").asDouble()).isPositive();
  }

  @Test
  void aProcessThatDoesNotRunIsSaidBeforeTheLoad() {
    assertThat(CimBenchmark.run("p2p", "--cpu=999999999", "--route=http://127.0.0.1:1"))
        .isEqualTo(1);
  }

  /** The null server lets everybody do everything. */
  @Test
  void anAttackThatGetsThroughIsTold() throws Exception {
    Path json = directory.resolve("result.json");

    int exitCode =
        CimBenchmark.run(
            "attack",
            "--open",
            "--only=without a token",
            "--time=500ms",
            "--quiet",
            "--route=http://127.0.0.1:" + server.httpPort(),
            "--json=" + json);

    assertThat(exitCode).isEqualTo(1);
    assertThat(Files.readString(json)).contains("calls as another user").doesNotContain(" 0 of ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attack --route=http://192.0.2.1:8083/",
        "p2p --route=https://127.0.0.1:8083/",
        "p2p --route=http://127.0.0.1:8083/ --tls-trust=ca.pem",
        "members --users=0",
        "members --users=1001",
        "members --users=5 --online=6",
        "members --online=0",
        "members --size=0",
        "history --limit=101",
        "history --limit=0",
        "history --limit=50 --messages=49",
        "history --size=2001",
        "history --in-flight=0",
        "login --groups=-1",
        "login --groups=1001",
        "login --groups=1 --v2"
      })
  void whatCannotBeMeantIsRefused(String command) {
    assertThat(CimBenchmark.run(command.split(" "))).isEqualTo(2);
  }

  /** All of its attacks would get through, which says nothing. */
  @Test
  void anAttackOnACimThatIsOpenAnywayIsRefused() {
    String route = "--route=http://127.0.0.1:" + server.httpPort();

    assertThat(CimBenchmark.run("attack", route)).isEqualTo(2);
  }

  private JsonNode result(String command) throws Exception {
    Path json = directory.resolve("result.json");
    String whole =
        command + " --quiet --route=http://127.0.0.1:" + server.httpPort() + " --json=" + json;
    assertThat(CimBenchmark.run(whole.split(" "))).isZero();
    return JsonMapper.builder().build().readTree(Files.readString(json));
  }

  @Test
  void anUnreachableRouteIsSaidInOneLine() {
    assertThat(CimBenchmark.run("login", "--route=http://127.0.0.1:1")).isEqualTo(1);
  }
}
