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
        "login --users=10 --in-flight=4"
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
  void anUnreachableRouteIsSaidInOneLine() {
    assertThat(CimBenchmark.run("login", "--route=http://127.0.0.1:1")).isEqualTo(1);
  }
}
