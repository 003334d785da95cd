package io.crossim.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.service.call.CallTable;
import io.crossim.service.call.CallTableBuilder;
import io.crossim.service.call.Failures;
import io.crossim.service.call.HeadCheck;
import io.crossim.service.call.JsonCalls;
import io.crossim.service.call.WebOrigins;
import io.crossim.service.credential.TestSecret;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.ConnectionBound;
import io.crossim.service.limits.LimitsProperties;
import io.crossim.service.limits.MemoryBound;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrustedProxies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What browsers are told of the calls that pages of other sites want to make. */
class CrossOriginTest {

  private static final String LISTED = "https://chat.example.org";
  private static final String BODY =
      "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

  private final EmbeddedChannel client = new EmbeddedChannel();

  CrossOriginTest() {
    Failures failures = new Failures(new JsonMapper());
    CallTableBuilder calls =
        new CallTableBuilder(
            new JsonCalls(new JsonMapper(), failures),
            TestSecret.credential(),
            new SimpleMeterRegistry(),
            100_000,
            100_000);
    new SampleCalls().addTo(calls);
    calls.json(
        "POST",
        "/kick",
        null,
        CallTable.Callers.MEMBERS,
        true,
        (none, request) -> {
          throw new AssertionError("a stranger");
        });
    Refusals refusals = new Refusals(client.eventLoop(), new SimpleMeterRegistry());
    FrontBounds bounds =
        new FrontBounds(
            TrustedProxies.NONE,
            new ConnectionBound("c", 0, new LimitsProperties(0, 0, 0, 0, 0, true), refusals),
            new MemoryBound("bodies", 1 << 20, refusals),
            new MemoryBound("ahead", 1 << 20, refusals),
            new MemoryBound("answers", 1 << 20, refusals),
            Duration.ofSeconds(10),
            refusals,
            new KeepAlive());
    PortSetup port =
        new PortSetup(
            calls.build(),
            new HeadCheck(failures),
            bounds,
            null,
            null,
            WebOrigins.of(List.of(LISTED)),
            false);
    FrontPipeline.addTo(client, port, ClientAddress.of(client.remoteAddress()));
  }

  @Test
  void aListedPageIsToldWhatItMaySend() {
    String answer = preflight("/echo", LISTED);
    assertThat(answer)
        .startsWith("http/1.1 204 ")
        .contains("access-control-allow-origin: https://chat.example.org\r\n")
        .contains("access-control-allow-methods: post\r\n")
        .contains(
            "access-control-allow-headers: authorization, content-type, cim-proto, traceparent\r\n")
        .contains("access-control-max-age: 7200\r\n")
        .contains("vary: origin\r\n")
        .doesNotContain("credentials");

    assertThat(call("/echo", LISTED))
        .startsWith("http/1.1 200 ")
        .contains("access-control-allow-origin: https://chat.example.org\r\n")
        .contains("vary: origin\r\n");
  }

  @Test
  void itReadsWhyACallWasRefusedToo() {
    assertThat(call("/fail/PASSWORD_WRONG", LISTED))
        .contains("\"code\":\"9101\"")
        .contains("access-control-allow-origin: https://chat.example.org\r\n");
  }

  @Test
  void aPageOfThisHostAtAnotherPortMayCall() {
    assertThat(call("/echo", "http://127.0.0.1:3000"))
        .contains("access-control-allow-origin: http://127.0.0.1:3000\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example.org",
        "null",
        "http://chat.example.org",
        "https://127.0.0.2"
      })
  void anotherPageIsToldNothing(String origin) {
    assertThat(preflight("/echo", origin))
        .startsWith("http/1.1 405 ")
        .doesNotContain("access-control");
    assertThat(call("/echo", origin)).startsWith("http/1.1 200 ").doesNotContain("access-control");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/kick", "/batch", "/nowhere"})
  void whatIsNotForClientsIsNotForPages(String path) {
    assertThat(preflight(path, LISTED)).doesNotContain("204").doesNotContain("access-control");
    assertThat(call(path, LISTED)).doesNotContain("200").doesNotContain("access-control");
  }

  /** It does not have to be asked for beforehand, so any page could send it. */
  @Test
  void aBodyWithoutATypeIsRefusedWhereAPageSendsIt() {
    String head = "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    String body = "Content-Length: 2\r\n\r\n{}";
    assertThat(answer(head + "Origin: https://evil.example.org\r\n" + body))
        .startsWith("http/1.1 415 ");
    assertThat(
            answer(
                head + "Origin: https://evil.example.org\r\nContent-Type: text/plain\r\n" + body))
        .startsWith("http/1.1 415 ");
    assertThat(answer(head + body)).as("a script").startsWith("http/1.1 200 ");
  }

  @Test
  void theNextRequestOfAConnectionIsNoPagesAgain() {
    assertThat(call("/echo", LISTED)).contains("access-control-allow-origin");
    assertThat(answer("POST /echo HTTP/1.1\r\nHost: x\r\n" + BODY))
        .startsWith("http/1.1 200 ")
        .doesNotContain("access-control");
  }

  private String preflight(String path, String origin) {
    return answer(
        "OPTIONS "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:8083\r\nAccess-Control-Request-Method: POST\r\nOrigin: "
            + origin
            + "\r\n\r\n");
  }

  private String call(String path, String origin) {
    return answer(
        "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:8083\r\nOrigin: " + origin + "\r\n" + BODY);
  }

  private String answer(String request) {
    client.writeInbound(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
    client.runPendingTasks();
    StringBuilder answer = new StringBuilder();
    for (ByteBuf next = client.readOutbound(); next != null; next = client.readOutbound()) {
      answer.append(next.toString(StandardCharsets.UTF_8));
      next.release();
    }
    return answer.toString().toLowerCase(Locale.ROOT);
  }
}
