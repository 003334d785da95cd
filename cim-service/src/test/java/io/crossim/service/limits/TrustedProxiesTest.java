package io.crossim.service.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private final TrustedProxies proxies =
      TrustedProxies.of(List.of("10.0.0.0/8", "192.168.1.7", "fd00::/8"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9 | 198.51.100.1                | 203.0.113.9",
        "10.0.0.1    | 198.51.100.1                | 198.51.100.1",
        "10.0.0.1    | 6.6.6.6, 198.51.100.1       | 198.51.100.1",
        "10.0.0.1    | 198.51.100.1, 10.2.3.4      | 198.51.100.1",
        "10.0.0.1    | 6.6.6.6, not an address     | 10.0.0.1",
        "10.0.0.1    | 10.0.0.9, 10.0.0.8          | 10.0.0.9",
        "10.0.0.1    | ''                          | 10.0.0.1",
        "192.168.1.7 | 198.51.100.1:4711           | 198.51.100.1",
        "192.168.1.8 | 198.51.100.1                | 192.168.1.8",
        "fd00::1     | [2001:db8::5]:443           | 2001:db8:0:0:0:0:0:5",
        "10.0.0.1    | 2001:db8::5                 | 2001:db8:0:0:0:0:0:5",
        "10.0.0.1    | ::ffff:198.51.100.1         | 198.51.100.1"
      })
  void theListIsBelievedAsFarAsProxiesOfOursWroteIt(String remote, String header, String client) {
    ClientAddress found = proxies.client(at(remote), List.of(header.split(", ?")), true);

    assertThat(found).hasToString(client);
    assertThat(found.isLocal()).isFalse();
  }

  @Test
  void whoComesThroughAProxyOfThisMachineIsNotLocal() {
    ClientAddress loopback = at("127.0.0.1");

    assertThat(proxies.client(loopback, List.of(), false).isLocal()).isTrue();
    assertThat(proxies.client(loopback, List.of(), true).isLocal()).isFalse();
    assertThat(
            TrustedProxies.of(List.of("127.0.0.0/8"))
                .client(loopback, List.of("127.0.0.1"), true)
                .isLocal())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "proxy.example", "10.0.0.1/33", "10.0.0.1/-1", "10.0.0.1/8/8", "::1/x", "1"})
  void whatIsNoNetworkIsRefused(String network) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of("10.0.0.1", network)))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("cim.http.trusted-proxies: " + network + " (expected: addresses");
  }

  @Test
  void aNetworkOfIpv6IsOneCaller() {
    assertThat(at("2001:db8:1:2:3::1").network())
        .isEqualTo(at("2001:db8:1:2:ffff::2").network())
        .isNotEqualTo(at("2001:db8:1:3::1").network());
    assertThat(at("198.51.100.1").network()).isNotEqualTo(at("198.51.100.2").network());
  }

  private static ClientAddress at(String address) {
    return ClientAddress.of(new InetSocketAddress(address, 1));
  }
}
