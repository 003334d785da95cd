package io.crossim.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the third server tells clients; the start of its container really runs. */
@DisabledOnOs(OS.WINDOWS)
class AdvertisedAddressTest {

  private static final String PORT = "CIM_SERVER_ADVERTISED_PORT";
  private static final String HOST = "CIM_SERVER_ADVERTISED_CLIENT_HOST";
  private static final Object NODE = Map.of("fieldRef", Map.of("fieldPath", "status.hostIP"));

  @Test
  void aPortOfItsNode() throws Exception {
    Manifest server = server();

    assertThat(started(server)).containsEntry(PORT, "30213").doesNotContainKey(HOST);
    assertThat(given(server)).containsEntry(HOST, NODE);
  }

  @Test
  void aPortOfAnyNodeUnderOneName() throws Exception {
    Manifest server = server("tls");

    assertThat(started(server)).containsEntry(PORT, "30213").containsEntry(HOST, "im.example.com");
    assertThat(given(server)).doesNotContainKey(HOST);
  }

  @Test
  void theNodeItself() throws Exception {
    Manifest server = server("host-port");

    assertThat(started(server)).doesNotContainKeys(PORT, HOST);
    assertThat(given(server)).containsEntry(HOST, NODE);
    assertThat(
            server.<Integer>at("spec", "template", "spec", "containers", 0, "ports", 0, "hostPort"))
        .isEqualTo(11211);
  }

  @Test
  void aLoadBalancerOfItsOwn() throws Exception {
    assertThat(started(server("load-balancer")))
        .containsEntry(HOST, "im-2.example.com")
        .doesNotContainKey(PORT);
  }

  @Test
  void aPortOfOneProxy() throws Exception {
    assertThat(started(server("proxy")))
        .containsEntry(HOST, "im.example.com")
        .containsEntry(PORT, "9002");
  }

  @Test
  void itsNameInTheClusterWhereClientsAreInside() throws Exception {
    Manifest server = server("inside");

    assertThat(started(server)).doesNotContainKeys(PORT, HOST);
    assertThat(given(server))
        .doesNotContainKey(HOST)
        .containsEntry("CIM_SERVER_ADVERTISED_HOST", "$(POD_NAME).cim-server.im.svc.cluster.local");
  }

  private static Manifest server(String... examples) {
    return Chart.CIM
        .render(
            List.of(examples).stream()
                .map(name -> Chart.EXAMPLES.resolve(name + ".yaml"))
                .toArray(Path[]::new))
        .stream()
        .filter(each -> each.toString().equals("StatefulSet cim-server"))
        .findFirst()
        .orElseThrow();
  }

  /** The environment that Kubernetes gives. */
  private static Map<String, Object> given(Manifest server) {
    List<Map<String, Object>> variables =
        server.at("spec", "template", "spec", "containers", 0, "env");
    return variables.stream()
        .collect(
            Collectors.toMap(
                each -> (String) each.get("name"),
                each ->
                    Objects.requireNonNullElseGet(each.get("value"), () -> each.get("valueFrom"))));
  }

  /** The environment that the service would find: the command runs, with env in its place. */
  private static Map<String, String> started(Manifest server)
      throws IOException, InterruptedException {
    List<String> command = server.at("spec", "template", "spec", "containers", 0, "command");
    ProcessBuilder builder =
        new ProcessBuilder(
            command.get(0), command.get(1), command.get(2).replace("/opt/cim/bin/start", "env"));
    builder.environment().put("HOSTNAME", "cim-server-2");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output
        .lines()
        .filter(line -> line.startsWith("CIM_"))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
