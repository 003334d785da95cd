package io.crossim.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
        "Forwarded: for=198.51.100.1                         | 198.51.100.1",
        "Forwarded: for=6.6.6.6, For=\"198.51.100.1:99\"; by=x | 198.51.100.1",
        "Forwarded: proto=https;FOR=\"[2001:db8::7]:4711\"    | 2001:db8:0:0:0:0:0:7",
        "Forwarded: for=198.51.100.1, for=unknown            | 127.0.0.1",
        "Forwarded: for=198.51.100.1, proto=https            | 127.0.0.1",
        "Forwarded: for=\"6.6.6.6, for=198.51.100.1           | 198.51.100.1",
        "Forwarded: host=\"a;for=6.6.6.6\";for=198.51.100.1   | 198.51.100.1",
        "Forwarded: for=198.51.100.1;host=\"a;for=6.6.6.6\"   | 198.51.100.1",
        "Forwarded: host=\"a\\\";for=6.6.6.6\";for=198.51.100.1 | 198.51.100.1",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Other: x                            | 127.0.0.1 127.0.0.1 http false none",
        "X-Forwarded-For: 6.6.6.6, 198.51.100.1 | 198.51.100.1 198.51.100.1 http false none",
        "Forwarded: for=198.51.100.1           | 198.51.100.1 198.51.100.1 http false none",
        "X-Forwarded-Proto: https              | 127.0.0.1 127.0.0.1 https true none"
      })
  void aPageLearnsTheCallerToo(String header, String peer) throws Exception {
    String request =
        "GET /pages/peer HTTP/1.1\r\nHost: x\r\n" + header + "\r\nConnection: close\r\n\r\n";
    assertThat(RawHttp.exchange(port, request)).endsWith(peer);
  }

  @Test
  void aPageIsToldOfNoOtherHop() throws Exception {
    String request =
        "GET /pages/caller HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 6.6.6.6, 198.51.100.1\r\n"
            + "Connection: close\r\n\r\n";
    assertThat(RawHttp.exchange(port, request)).endsWith("198.51.100.1 x");
  }
}
