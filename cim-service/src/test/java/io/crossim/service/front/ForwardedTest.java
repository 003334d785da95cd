package io.crossim.service.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/** Whom a request comes from, behind a proxy on this machine. */
@TestPropertySource(properties = "cim.http.trusted-proxies=127.0.0.0/8")
class ForwardedTest extends HttpTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Other: x                                          | 127.0.0.1 local",
        "X-Forwarded-For: 198.51.100.1                       | 198.51.100.1",
        "x-forwarded-for: 6.6.6.6, 198.51.100.1, 127.0.0.9   | 198.51.100.1",
        "Forwarded: for=198.51.100.1                         | 127.0.0.1",
        "X-Forwarded-Proto: https                            | 127.0.0.1",
        "X-Forwarded-Host: chat.example                      | 127.0.0.1",
        "X-Real-IP: 198.51.100.1                             | 127.0.0.1",
        "Via: 1.1 x                                          | 127.0.0.1"
      })
  void theProxyNamesTheCaller(String header, String caller) throws Exception {
    String request =
        "GET /caller HTTP/1.1\r\nHost: x\r\n" + header + "\r\nConnection: close\r\n\r\n";
    assertThat(RawHttp.exchange(port, request)).contains("\"dataBody\":\"" + caller + "\"");
  }
}
