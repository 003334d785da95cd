package io.crossim.service.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.service.credential.TestSecret;
import io.crossim.service.limits.ClientAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class GuardTest {

  private static final ClientAddress HERE =
      ClientAddress.of(new InetSocketAddress("127.0.0.1", 4711));
  private static final ClientAddress ELSEWHERE =
      ClientAddress.of(new InetSocketAddress("198.51.100.1", 4711));

  private final Guard local = Guard.membersAndLocal(TestSecret.credential());
  private final Guard operators = Guard.operators(TestSecret.credential());

  @Test
  void aScriptOnThisMachineNeedsNothing() {
    HttpHeaders headers = new DefaultHttpHeaders().add("Host", "127.0.0.1:8081");

    assertThat(local.admits(headers, HERE)).isTrue();
    assertThat(operators.admits(headers, HERE)).isTrue();
    assertThat(local.admits(headers, ELSEWHERE)).isFalse();
    assertThat(local.admits(headers.add("Via", "a proxy"), HERE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8083, http://127.0.0.1:8083",
    "localhost:8083, http://LOCALHOST:8083",
    "localhost, https://localhost",
    "[::1]:8083, http://[::1]:8083"
  })
  void aPageOfOursMayCallTheServiceButNotAsAnOperator(String host, String origin) {
    HttpHeaders headers = new DefaultHttpHeaders().add("Host", host).add("Origin", origin);

    assertThat(local.admits(headers, HERE)).isTrue();
    assertThat(local.admits(headers, ELSEWHERE)).isFalse();
    assertThat(operators.admits(headers, HERE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8083, http://example.org",
    "127.0.0.1:8083, http://127.0.0.1:3000",
    "127.0.0.1:8083, http://127.0.0.1",
    "127.0.0.1:8083, http://127.0.0.1:8083.example.org",
    "127.0.0.1:8083, null",
    "127.0.0.1:8083, ''",
    "127.0.0.1:8083, 127.0.0.1:8083",
    "[example.org, http://[example.org",
    "[example.org]:8083, http://[example.org]:8083",
    "[::1]example.org, http://[::1]example.org",
    // A name whose owner had it lead here after the page was loaded.
    "example.org:8083, http://example.org:8083",
    "localhost.example.org, http://localhost.example.org"
  })
  void aPageOfOthersIsAStranger(String host, String origin) {
    HttpHeaders headers = new DefaultHttpHeaders().add("Host", host).add("Origin", origin);

    assertThat(local.admits(headers, HERE)).isFalse();
    assertThat(operators.admits(headers, HERE)).isFalse();
    headers.add("Authorization", TestSecret.HEADER);
    assertThat(local.admits(headers, ELSEWHERE)).isTrue();
  }

  /** Such as nginx with proxy_pass and nothing else: it looks like a script on this machine. */
  @Test
  void aForwarderThatSaysNothingIsAStrangerWhereScriptsNeedTheSecret() {
    CallTable calls =
        new CallTableBuilder(
                new JsonCalls(new JsonMapper(), new Failures(new JsonMapper())),
                TestSecret.credential(),
                new SimpleMeterRegistry(),
                1_000,
                1_000)
            .admitLocalScripts(false)
            .json(
                "POST",
                "/send",
                String.class,
                CallTable.Callers.MEMBERS_AND_LOCAL,
                true,
                (body, request) -> new CompletableFuture<>())
            .build();
    HttpHeaders headers = new DefaultHttpHeaders().add("Host", "127.0.0.1:8083");

    assertThat(calls.find("/send").guard().admits(headers, HERE)).isFalse();
    headers.add("Authorization", TestSecret.HEADER);
    assertThat(calls.find("/send").guard().admits(headers, HERE)).isTrue();
  }

  @Test
  void whatNoBrowserSendsIsNoPageOfOurs() {
    HttpHeaders two =
        new DefaultHttpHeaders()
            .add("Host", "127.0.0.1:8083")
            .add("Origin", List.of("http://127.0.0.1:8083", "http://example.org"));

    assertThat(local.admits(two, HERE)).isFalse();
    assertThat(local.admits(new DefaultHttpHeaders().add("Origin", "http://127.0.0.1:8083"), HERE))
        .isFalse();
  }
}
