package io.crossim.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compose file promises. */
class ComposeTest {

  private final Compose compose = Compose.read();

  ComposeTest() throws IOException {}

  @Test
  void isAWholeCluster() {
    assertThat(compose.services().keySet())
        .contains("zookeeper", "redis", "server-1", "server-2", "route-1", "route-2", "front");
  }

  @Test
  void clientsAndMonitoringReachNothingElse() {
    assertThat(
            compose.services().entrySet().stream()
                .filter(service -> service.getValue().containsKey("ports"))
                .map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("server-1", "server-2", "front", "prometheus", "grafana");
    for (String service : List.of("prometheus", "grafana")) {
      assertThat(compose.list(service, "ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
    }
  }

  @Test
  void routesTakeOnlyAccountsWithAPassword() {
    for (String route : List.of("route-1", "route-2")) {
      assertThat(compose.map(route, "environment"))
          .containsEntry("CIM_SECURITY_ACCOUNTS", "password");
    }
  }

  /** One host name for page, calls and connections, whichever server takes one. */
  @Test
  void nginxLeadsWebSocketToTheServers() throws IOException {
    String nginx = Files.readString(Path.of("docker", "nginx.conf"));
    assertThat(nginx).contains("location = /im {", "proxy_set_header Upgrade $http_upgrade;");
    for (String server : List.of("server-1", "server-2")) {
      assertThat(nginx).contains("server " + server + ":11211 ");
      assertThat(compose.map(server, "environment"))
          .containsEntry("CIM_SERVER_WS_URL", "/im")
          .containsKeys("CIM_HTTP_TRUSTED_PROXIES", "CIM_WEB_ORIGINS");
      assertThat(compose.list("front", "extra_hosts"))
          .anyMatch(host -> host.startsWith(server + ":"));
    }
  }

  /** Something that forwards without saying so must not send as the system. */
  @Test
  void scriptsNeedTheSecretOfTheCluster() {
    for (String service : List.of("server-1", "server-2", "route-1", "route-2")) {
      assertThat(compose.map(service, "environment"))
          .containsEntry("CIM_SECURITY_LOCAL_SCRIPTS", "false");
    }
  }

  @Test
  void managementAnswersToTheNamesThatPrometheusUses() throws IOException {
    Set<String> called =
        Pattern.compile("([a-z0-9-]+):9000")
            .matcher(Files.readString(Path.of("docker", "prometheus.yml")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    for (String service : called) {
      String names = compose.map(service, "environment").get("CIM_MANAGEMENT_HOSTS").toString();
      assertThat(names.split(",")).contains(service);
    }
    assertThat(called).hasSize(4);
  }

  @Test
  void noSecretIsWrittenDown() {
    assertThat(compose.services().values().stream().map(service -> service.get("environment")))
        .allSatisfy(
            environment ->
                assertThat(String.valueOf(environment)).doesNotContainIgnoringCase("password="));
    assertThat(compose.list("server-1", "volumes"))
        .noneMatch(each -> each.contains("secrets-redis"));
    assertThat(compose.list("server-1", "volumes"))
        .noneMatch(each -> each.contains("secrets-route"));
  }

  @Test
  void everyVolumeIsHandedToTheUserOfTheContainers() {
    Set<String> prepared =
        compose.list("first-start", "volumes").stream()
            .map(volume -> volume.substring(0, volume.indexOf(':')))
            .collect(Collectors.toSet());

    assertThat(prepared).isEqualTo(compose.volumes().keySet());
  }

  @Test
  void everyVariableIsTold() throws IOException {
    String page = Files.readString(Path.of("..", "doc", "docker.md"));

    assertThat(Compose.variables()).hasSizeGreaterThan(10).allMatch(name -> page.contains(name));
  }

  @Test
  void whatIsMountedIsThere() {
    Set<String> sources =
        compose.services().keySet().stream()
            .flatMap(service -> compose.list(service, "volumes").stream())
            .filter(volume -> volume.startsWith("./deploy/docker"))
            .map(volume -> volume.substring(0, volume.indexOf(':')))
            .collect(Collectors.toSet());

    assertThat(sources).hasSizeGreaterThan(3);
    assertThat(sources).allMatch(source -> Files.exists(Path.of("..").resolve(source)));
  }

  @Test
  void everythingThatStaysIsWatchedAndStartedAgain() {
    for (String service : List.of("zookeeper", "redis", "front")) {
      assertThat(compose.services().get(service)).containsKeys("healthcheck", "restart");
    }
    assertThat(Stream.of("server-1", "route-1").map(compose.services()::get))
        .allSatisfy(service -> assertThat(service).containsKeys("restart", "stop_grace_period"));
  }
}
