package io.crossim.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart promises beyond being taken by Kubernetes. */
class ChartContentTest {

  @Test
  void eachServerHasAServiceWithAPortOfItsOwn() {
    List<Manifest> defaults = Chart.CIM.render();

    assertThat(defaults)
        .filteredOn(each -> "NodePort".equals(each.at("spec", "type")))
        .extracting(Manifest::name, each -> each.at("spec", "ports", 0, "nodePort"))
        .containsExactly(tuple("cim-server-0", 30211), tuple("cim-server-1", 30212));
  }

  @Test
  void serversThatAreScaledHaveAsManyServicesAsThereMayBeServers() {
    assertThat(example("large"))
        .filteredOn(each -> "NodePort".equals(each.at("spec", "type")))
        .hasSize(10);
  }

  /** Something that forwards without saying so must not send as the system. */
  @Test
  void scriptsNeedTheSecretOfTheCluster() {
    List<Manifest> defaults = Chart.CIM.render();
    for (Manifest part :
        List.of(
            one(defaults, "StatefulSet", "cim-server"), one(defaults, "Deployment", "cim-route"))) {
      assertThat(
              part.<List<Map<String, Object>>>at(
                  "spec", "template", "spec", "containers", 0, "env"))
          .contains(Map.of("name", "CIM_SECURITY_LOCAL_SCRIPTS", "value", "false"));
    }
  }

  @Test
  void propertiesAreHandedOnAsTheyAreWritten() {
    assertThat(
            one(example("large"), "Deployment", "cim-route")
                .<List<String>>at("spec", "template", "spec", "containers", 0, "args"))
        .containsExactlyInAnyOrder("--cim.login.conflict=multi", "--cim.inbox.max-length=1000000");
  }

  @Test
  void managementAndServersHttpAreOnNoPortForClients() {
    for (String example : List.of("load-balancer", "proxy", "tls", "large")) {
      assertThat(example(example))
          .filteredOn(each -> "Service".equals(each.kind()))
          .filteredOn(each -> "clients".equals(component(each)))
          .isNotEmpty()
          .allSatisfy(
              each ->
                  assertThat(each.<List<Map<String, Object>>>at("spec", "ports"))
                      .singleElement()
                      .satisfies(port -> assertThat(port.get("port")).isIn(11211, 8083)));
    }
  }

  /** One host name for page, calls and connections, whichever server takes one. */
  @Test
  void anIngressLeadsWebSocketToServersThatTakeClients() {
    List<Manifest> proxy = example("proxy");
    List<Map<String, Object>> paths =
        one(proxy, "Ingress", "cim-route").at("spec", "rules", 0, "http", "paths");
    assertThat(paths.get(0)).containsEntry("path", "/im").containsEntry("pathType", "Exact");
    assertThat(paths.get(0).toString()).contains("name=cim-server-websocket");

    Manifest service = one(proxy, "Service", "cim-server-websocket");
    assertThat(service.<Map<String, Object>>at("spec"))
        .as("only ready pods")
        .doesNotContainKey("publishNotReadyAddresses");
    List<Map<String, Object>> server =
        one(proxy, "StatefulSet", "cim-server")
            .at("spec", "template", "spec", "containers", 0, "env");
    assertThat(server)
        .contains(
            Map.of("name", "CIM_SERVER_WS_URL", "value", "/im"),
            Map.of("name", "CIM_WEB_ORIGINS", "value", "https://im.example.com"),
            Map.of("name", "CIM_HTTP_TRUSTED_PROXIES", "value", "10.0.0.0/8"));
    assertThat(
            one(proxy, "Deployment", "cim-route")
                .<List<Map<String, Object>>>at("spec", "template", "spec", "containers", 0, "env"))
        .contains(
            Map.of("name", "CIM_WEB_ORIGINS", "value", "https://im.example.com"),
            Map.of("name", "CIM_HTTP_TRUSTED_PROXIES", "value", "10.0.0.0/8"));
    assertThat(one(Chart.CIM.render(), "StatefulSet", "cim-server").text())
        .doesNotContain("CIM_SERVER_WS_URL", "CIM_WEB_ORIGINS");
  }

  @Test
  void managementIsForTheMonitoringNamespaceAlone() {
    for (String part : List.of("cim-server", "cim-route")) {
      List<Map<String, Object>> rules =
          one(example("monitoring"), "NetworkPolicy", part).at("spec", "ingress");
      assertThat(rules)
          .filteredOn(rule -> rule.toString().contains("port=management"))
          .singleElement()
          .satisfies(rule -> assertThat(rule.toString()).contains("name=observability"));
    }
  }

  @Test
  void serversDoNotSeeThePasswordOfRedis() {
    assertThat(one(Chart.CIM.render(), "StatefulSet", "cim-server").text())
        .doesNotContain("spring.data.redis.password");
  }

  @Test
  void secretsAreMadeUnlessThereAreSome() {
    assertThat(one(Chart.CIM.render(), "Secret", "cim-secrets").<Map<String, String>>at("data"))
        .hasSize(3)
        .allSatisfy((key, value) -> assertThat(value).hasSizeGreaterThan(40));
    assertThat(example("external-stores"))
        .extracting(Manifest::kind)
        .doesNotContain("Secret")
        .contains("StatefulSet");
  }

  @Test
  void anUpgradeLeavesTheSecretsAsTheyAre() {
    Manifest first = one(Chart.CIM.render(), "Secret", "cim-secrets");
    Manifest other = one(Chart.CIM.render(), "Secret", "cim-secrets");
    Manifest upgraded = one(Chart.CIM.renderFor(List.of(first)), "Secret", "cim-secrets");

    assertThat(upgraded.<Object>at("data"))
        .isEqualTo(first.at("data"))
        .isNotEqualTo(other.at("data"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"StatefulSet", "Deployment"})
  void noPodIsGivenTheNamesOfServices(String kind) {
    assertThat(Chart.CIM.render())
        .filteredOn(each -> kind.equals(each.kind()))
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.<Boolean>at("spec", "template", "spec", "enableServiceLinks"))
                    .as("CIM_SERVER_PORT of a Service would be taken for cim.server.port")
                    .isFalse());
  }

  private static String component(Manifest manifest) {
    return manifest.at("metadata", "labels", "app.kubernetes.io/component");
  }

  private static List<Manifest> example(String name) {
    return Chart.CIM.render(Path.of("helm", "examples", name + ".yaml"));
  }

  private static Manifest one(List<Manifest> rendered, String kind, String name) {
    return rendered.stream()
        .filter(each -> kind.equals(each.kind()) && name.equals(each.name()))
        .findFirst()
        .orElseThrow();
  }
}
