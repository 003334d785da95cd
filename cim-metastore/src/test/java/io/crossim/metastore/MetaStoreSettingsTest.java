package io.crossim.metastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaStoreSettingsTest {

  @Test
  void theDefaultsArePinned() {
    assertThat(MetaStoreSettings.of(MetaStoreKind.ZOOKEEPER, "a:1"))
        .isEqualTo(
            new MetaStoreSettings(
                MetaStoreKind.ZOOKEEPER,
                "a:1",
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                "/cim",
                "/cim3/routes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:2181", "10.0.0.1:1,b-c.d:65535", "[::1]:2181", "localhost", "[::1]"})
  void takesAddresses(String addresses) {
    assertThat(MetaStoreSettings.of(MetaStoreKind.ZKCLIENT, addresses).addresses())
        .isEqualTo(addresses);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a:",
        ":1",
        "a:0",
        "a:65536",
        "a:x",
        "a:1,",
        "a:1, b:2",
        "a/../b",
        "a//b",
        "a/b/",
        "a/b,c",
        "/a",
        "::1:1"
      })
  void refusesOtherAddresses(String addresses) {
    assertThatThrownBy(() -> MetaStoreSettings.of(MetaStoreKind.ZOOKEEPER, addresses))
        .isInstanceOf(CimException.class)
        .hasMessage(
            "addresses: "
                + addresses
                + " (expected: host or host:port, several separated by commas without spaces, behind"
                + " the last one perhaps a path)");
  }

  /** As v2 takes them. */
  @Test
  void aPortMayBeMissingAndAPathMayFollow() {
    MetaStoreSettings settings = MetaStoreSettings.of(MetaStoreKind.ZOOKEEPER, "a,b:2182/sub/x");

    assertThat(settings.connectString()).isEqualTo("a:2181,b:2182");
    assertThat(settings.ownPaths())
        .containsExactly("/sub/x/cim", "/sub/x/cim3", "/sub/x/cim3/routes", "/sub/x/cim3/secret");
    assertThat(settings.serversPath()).isEqualTo("/sub/x/cim");
    MetaStoreSettings root = MetaStoreSettings.of(MetaStoreKind.ZOOKEEPER, "[::1]/");
    assertThat(root.connectString()).isEqualTo("[::1]:2181");
    assertThat(root.secretPath()).isEqualTo("/cim3/secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "cim", "/cim/", "//cim", "/a/../b", "/.", "/a b"})
  void refusesRootsThatAreNoPaths(String root) {
    assertThatThrownBy(() -> roots(root, "/routes"))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("serversRoot: " + root + " (expected: ");
  }

  @ParameterizedTest
  @CsvSource({"/cim,/cim", "/cim,/cim/routes", "/cim/a/b,/cim"})
  void refusesRootsOneInsideTheOther(String servers, String routes) {
    assertThatThrownBy(() -> roots(servers, routes))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("routesRoot: " + routes);
  }

  @Test
  void takesRootsThatOnlyLookAlike() {
    assertThat(roots("/cim", "/cim3").routesRoot()).isEqualTo("/cim3");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 3_600_001})
  void refusesTimeoutsOutOfBounds(long millis) {
    assertThatThrownBy(
            () ->
                new MetaStoreSettings(
                    MetaStoreKind.MEMORY,
                    "",
                    Duration.ofMillis(millis),
                    Duration.ofSeconds(1),
                    "/a",
                    "/b"))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("sessionTimeout: ");
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOpensAndClosesThoughNothingAnswers(MetaStoreKind kind) {
    MetaStores.open(MetaStoreSettings.of(kind, "127.0.0.1:1")).close();
  }

  private static MetaStoreSettings roots(String servers, String routes) {
    Duration second = Duration.ofSeconds(1);
    return new MetaStoreSettings(MetaStoreKind.MEMORY, "", second, second, servers, routes);
  }
}
