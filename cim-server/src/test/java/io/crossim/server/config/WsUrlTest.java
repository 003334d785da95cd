package io.crossim.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WsUrlTest {

  @Test
  void withoutOneItIsThePortOfTheServer() {
    assertThat(WsUrl.of(null, "10.0.0.5", 11211, false)).isEqualTo("ws://10.0.0.5:11211/im");
    assertThat(WsUrl.of(null, "im.example.org", 443, true))
        .isEqualTo("wss://im.example.org:443/im");
    assertThat(WsUrl.of("none", "10.0.0.5", 11211, false)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/im", "/chat/im", "wss://im-2.example.org/im", "ws://10.0.0.5:11211/im"})
  void whatIsSetIsToldAsItStands(String url) {
    WsUrl.check(url);
    assertThat(WsUrl.of(url, "10.0.0.5", 11211, true)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "im",
        "/",
        "//im",
        "/socket",
        "/im?a=b",
        "https://im.example.org/im",
        "ws:///im",
        "ws://im.example.org",
        "ws://user@im.example.org/im",
        "ws://im.example.org/im#top",
        "wss://im example.org/im"
      })
  void whatAClientCouldNotUseStopsTheStart(String wrong) {
    assertThatThrownBy(() -> WsUrl.check(wrong))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("cim.server.ws-url: " + wrong + " (expected: none, a path");
  }
}
