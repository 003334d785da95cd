package io.crossim.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutePropertiesTest {

  @ParameterizedTest
  @ValueSource(strings = {"http://HOST:8083/", "https://route.example", "HTTPS://10.0.0.1:8443/im"})
  void aUrlOfARouteIsTaken(String url) {
    assertThat(new RouteProperties(url).address()).contains(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "ftp://HOST/", "https:///path", "http://a b/"})
  void anythingElseIsRefused(String url) {
    assertThatThrownBy(() -> new RouteProperties(url))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("cim.route.url: " + url + " (expected: a URL such as");
  }

  @Test
  void withoutOneDiscoveryTells() {
    assertThat(new RouteProperties(null).address()).isEmpty();
    assertThat(new RouteProperties(" ").address()).isEmpty();
  }
}
