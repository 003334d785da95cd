package io.crossim.service.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginsTest {

  private final WebOrigins some =
      WebOrigins.of(List.of("https://Chat.example.org", " capacitor://localhost "));

  @ParameterizedTest
  @CsvSource({
    "im.example.org, https://chat.example.org, true",
    "im.example.org, HTTPS://CHAT.EXAMPLE.ORG, true",
    "im.example.org, capacitor://localhost, true",
    "im.example.org, http://chat.example.org, false",
    "im.example.org, https://chat.example.org:444, false",
    "im.example.org, https://chat.example.org.evil.org, false",
    "im.example.org, https://im.example.org, false",
    "im.example.org, null, false",
    "im.example.org, '', false",
    "127.0.0.1:11211, http://127.0.0.1:8083, true",
    "127.0.0.1, http://127.0.0.2, false",
    "localhost:11211, http://127.0.0.1, false",
    "localhost, http://localhost, true",
    "localhost, http://localhost.evil.org, false",
    "10.0.0.7, http://10.0.0.7:3000, true",
    "'[fd00::1]:1', 'http://[fd00::1]:2', true",
  })
  void aPageIsAdmittedByWhereItComesFrom(String host, String origin, boolean admitted) {
    HttpHeaders headers = new DefaultHttpHeaders().add("Host", host).add("Origin", origin);
    assertThat(some.admits(headers)).isEqualTo(admitted);
    assertThat(WebOrigins.of(List.of("*")).admits(headers)).isTrue();
  }

  @Test
  void whatNamesNoOriginIsNoPage() {
    assertThat(WebOrigins.OWN.admits(new DefaultHttpHeaders().add("Host", "im.example.org")))
        .isTrue();
  }

  @Test
  void ofTwoOriginsNoneCounts() {
    HttpHeaders two =
        new DefaultHttpHeaders()
            .add("Host", "localhost")
            .add("Origin", "http://localhost")
            .add("Origin", "http://localhost");
    assertThat(some.admits(two)).isFalse();
    HttpHeaders withoutHost = new DefaultHttpHeaders().add("Origin", "http://localhost");
    assertThat(some.admits(withoutHost)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat.example.org",
        "https://chat.example.org/",
        "https://*.example.org",
        "://x",
        ""
      })
  void whatIsNoOriginStopsTheStart(String wrong) {
    assertThatThrownBy(() -> WebOrigins.of(List.of(wrong)))
        .isInstanceOf(CimException.class)
        .hasMessage(
            "cim.web.origins: "
                + wrong
                + " (expected: origins such as https://chat.example.org, or * for all)");
  }
}
