package io.crossim.cluster.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.cluster.ClusterException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertOptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat",
        "chat-1.example",
        "*.example",
        "a_b.example",
        "10.0.0.7",
        "::1",
        "1.example"
      })
  void namesAndAddressesAreTaken(String host) {
    assertThat(CertOptions.parse("--host=" + host).hosts()).containsExactly(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bad host", "10.0.0.256", "10.0.0", "http://chat", "a..b", "-a", ":x", "a*"})
  void everythingElseIsRefused(String host) {
    assertThatThrownBy(() -> CertOptions.parse("--host=" + host))
        .isInstanceOf(ClusterException.class)
        .hasMessage("--host: " + host + " (expected: a name or an address)");
  }
}
