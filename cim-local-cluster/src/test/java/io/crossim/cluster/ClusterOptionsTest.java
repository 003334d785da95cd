package io.crossim.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClusterOptionsTest {

  @Test
  void defaultsAreThePortsOfTheHandbook() {
    ClusterOptions options = ClusterOptions.parse();
    assertThat(options.tcpPort()).isEqualTo(11211);
    assertThat(options.serverHttpPort()).isEqualTo(8081);
    assertThat(options.routePort()).isEqualTo(8083);
    assertThat(options.zookeeperPort()).isEmpty();
    assertThat(options.data()).endsWithRaw(Path.of("data/cluster"));
  }

  @Test
  void theOptionsOfTheJvmsAreSeparatedBySpaces() {
    assertThat(ClusterOptions.parse().jvm()).isEqualTo(JavaCommand.FULL);
    assertThat(ClusterOptions.parse("--jvm=-Xmx1g  -XX:+UseZGC").jvm())
        .containsExactly("-Xmx1g", "-XX:+UseZGC");
  }

  @Test
  void theLineForARestartFindsTheClusterAgain() {
    assertThat(ClusterOptions.restartLine(ClusterOptions.parse().data(), "redis"))
        .isEqualTo("./cim cluster restart redis");
    assertThat(ClusterOptions.restartLine(Path.of("/tmp/x-1"), "redis"))
        .isEqualTo("./cim cluster restart redis --data=/tmp/x-1");
    assertThat(ClusterOptions.restartLine(Path.of("/tmp/my data"), "redis"))
        .isEqualTo("./cim cluster restart redis '--data=/tmp/my data'");
  }

  @Test
  void wrongOptionsAreNamed() {
    assertThatThrownBy(() -> ClusterOptions.parse("--tcp-port=70000"))
        .hasMessage("--tcp-port: 70000 (expected: 0-65535)");
    assertThatThrownBy(() -> ClusterOptions.parse("--colour=red"))
        .hasMessage("--colour: not an option (see ./cim cluster --help)");
    assertThatThrownBy(() -> ClusterOptions.parse("fast"))
        .hasMessage("fast: not an option (see ./cim cluster --help)");
  }

  @Test
  void takenPortIsNamedBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      ClusterOptions options =
          ClusterOptions.parse(
              "--tcp-port=0", "--server-http-port=0", "--route-port=" + taken.getLocalPort());
      assertThatThrownBy(() -> ClusterPorts.choose(options))
          .hasMessage(
              "port %d is taken by another process; stop that one, or choose another with --route-port"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void portZeroMeansAnyFreeOne() {
    ClusterPorts ports =
        ClusterPorts.choose(
            ClusterOptions.parse("--tcp-port=0", "--server-http-port=0", "--route-port=0"));
    assertThat(ports.firstTcp()).isPositive().isNotEqualTo(ports.secondTcp());
    assertThat(ports.firstRoute()).isPositive();
  }
}
