package io.crossim.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallTableBuilder;
import io.crossim.service.call.Failures;
import io.crossim.service.call.HeadCheck;
import io.crossim.service.call.JsonCalls;
import io.crossim.service.call.StreamedBody;
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
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** One connection of a client, without a socket and with time that the test advances. */
class FrontHandlerTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_BODIES = 50_000;
  private static final String CALL =
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";

  private final EmbeddedChannel client = new EmbeddedChannel();
  private final Queue<Runnable> streams = new ArrayDeque<>();
  private final KeepAlive keepAlive = new KeepAlive();
  private final Refusals refusals = new Refusals(client.eventLoop(), new SimpleMeterRegistry());

  FrontHandlerTest() {
    client.freezeTime();
    JsonMapper json = new JsonMapper();
    Failures failures = new Failures(json);
    CallTableBuilder calls =
        new CallTableBuilder(
            new JsonCalls(json, failures),
            TestSecret.credential(),
            new SimpleMeterRegistry(),
            100_000,
            100_000);
    new SampleCalls().addTo(calls);
    calls.forWatchers("/stream", request -> CompletableFuture.completedFuture(streamed()));
    LimitsProperties limits = new LimitsProperties(0, 0, 0, 0, 0, true);
    FrontBounds bounds =
        new FrontBounds(
            TrustedProxies.NONE,
            new ConnectionBound("c", 0, limits, refusals),
            new MemoryBound("bodies", MAX_BODIES, refusals),
            new MemoryBound("ahead", 1 << 20, refusals),
            new MemoryBound("answers", 1 << 20, refusals),
            TIMEOUT,
            refusals,
            keepAlive);
    PortSetup port =
        new PortSetup(calls.build(), new HeadCheck(failures), bounds, null, null, null, false);
    FrontPipeline.addTo(client, port, ClientAddress.of(client.remoteAddress()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P",
        "POST /echo HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n{",
        "POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{"
      })
  void aRequestThatDripsIsEndedInTime(String start) {
    write(start);
    for (int second = 1; second < TIMEOUT.toSeconds(); second++) {
      pass(1);
      write("a");
      assertThat(client.isOpen()).isTrue();
    }
    pass(1);

    assertThat(received()).startsWith("HTTP/1.1 408 ").contains("\"code\":\"3000\"");
    assertThat(client.isOpen()).isFalse();
    assertThat(refusals.total("cim.http.request-timeout")).isEqualTo(1);
  }

  @Test
  void aRefusedBodyThatDripsIsEndedToo() {
    write("POST /echo HTTP/1.1\r\nContent-Length: 999999\r\n\r\n{");
    assertThat(received()).startsWith("HTTP/1.1 400 ");
    pass(TIMEOUT.toSeconds());

    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void betweenRequestsThereIsTime() {
    for (int i = 0; i < 3; i++) {
      write(CALL);
      assertThat(received()).startsWith("HTTP/1.1 200 ");
      pass(TIMEOUT.toSeconds() * 2);
    }
    write(CALL.substring(0, 20));
    pass(TIMEOUT.toSeconds() - 1);
    write(CALL.substring(20));

    assertThat(received()).startsWith("HTTP/1.1 200 ");
    pass(TIMEOUT.toSeconds() * 2);
    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void aServiceThatLeavesAnswersAndSaysThatItCloses() {
    write(CALL);
    assertThat(received()).startsWith("HTTP/1.1 200 ").doesNotContain("close");
    keepAlive.end();
    assertThat(client.isOpen()).isTrue();
    write(CALL);

    assertThat(received()).startsWith("HTTP/1.1 200 ").contains("connection: close");
    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void aServiceThatStopsLeavesAMomentToWhoHasJustConnected() {
    client.pipeline().fireUserEventTriggered(FrontEvent.STOP);
    client.advanceTimeBy(100, TimeUnit.MILLISECONDS);
    client.runScheduledPendingTasks();
    write(CALL);
    assertThat(received()).startsWith("HTTP/1.1 200 ").contains("connection: close");
    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void aServiceThatStopsWaitsForNobody() {
    client.pipeline().fireUserEventTriggered(FrontEvent.STOP);
    pass(1);
    assertThat(client.isOpen()).isFalse();
  }

  /** As RFC 9112 demands of every server. */
  @Test
  void aRequestLineMayNameTheHost() {
    String rest = " HTTP/1.1\r\nHost: other\r\nContent-Length: 2\r\n\r\n{}";
    write("POST http://example.org:8083/echo" + rest);
    assertThat(received()).startsWith("HTTP/1.1 200 ");
    write("GET HTTPS://example.org/host?x=1 HTTP/1.1\r\nHost: other\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 200 ").contains("\"example.org\"");
    write("GET http://example.org?limit=7 HTTP/1.1\r\nHost: other\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 404 ").contains("path: / ");
  }

  /** A servlet container would take it for a call whose body nobody has bounded. */
  @ParameterizedTest
  @ValueSource(strings = {"http://user@example.org/host", "ftp://example.org/host", "host"})
  void aRequestLineWithAnotherTargetIsRefused(String target) {
    write("GET " + target + " HTTP/1.1\r\nHost: other\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 400 ");
  }

  /** Nobody knows where such a request ends, so that there is nothing to wait for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: identity\r\nContent-Length: 2\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n",
        "Content-Length: 2\r\nX: a\u0000b\r\n",
        "Content-Length : 2\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: gzip\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "Host: y\r\nContent-Length: 2\r\n"
      })
  void aHeadThatIsNoneIsAnsweredAndClosedAtOnce(String headers) {
    write("POST /echo HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n{}");
    assertClosed();
  }

  @Test
  void aHeadThatIsTooLargeIsAnsweredAndClosedAtOnce() {
    write("POST /echo HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
    assertClosed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b/",
        "[evil.com",
        "[::1",
        "[::1]x",
        "[g]",
        "a/b",
        "x:99999",
        ":80",
        "a,b",
        "x:1:2"
      })
  void aHostThatIsNoneIsRefused(String host) {
    write("POST /echo HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 2\r\n\r\n{}");
    assertClosed("Host: " + host + " (expected: one name or address, and maybe a port)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a_b", "a_b:80", "[::1]:8083", "10.0.0.1", "x.example.", "x:", ""})
  void aHostMayBeAnyNameOrAddress(String host) {
    write("POST /echo HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(received()).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/2.0", "HTTP/1.2", "HTTP/9.9"})
  void anotherVersionIsRefused(String version) {
    write("GET /host " + version + "\r\nHost: x\r\n\r\n");
    assertClosed("version: " + version + " (expected: HTTP/1.0 or HTTP/1.1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/host?\u00ff", "/host?x=\u0001", "/host?a#b", "/host#a"})
  void aTargetWithCharactersThatNoUrlHasIsRefused(String target) {
    write("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertClosed("target: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n{}\r\n", "-1\r\n{}\r\n", "2\r\n{}XX0\r\n\r\n", "0x2\r\n{}\r\n"})
  void aBrokenChunkIsAnsweredAndClosedAtOnce(String chunk) {
    write("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    write(chunk);
    assertClosed("request: Bad Request (expected: a call of this service)");
  }

  /** A text of the caller that comes back in the answer must not break it. */
  @ParameterizedTest
  @ValueSource(strings = {"/echo", "/checked", "/nowhere"})
  void halfASurrogatePairComesBackInSomeForm(String path) {
    String body = "{\"reqNo\":\"a\\ud800\",\"msg\":\"\\udc00\",\"userId\":1}";
    write("POST " + path + " HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    assertThat(received()).startsWith(path.equals("/nowhere") ? "HTTP/1.1 404 " : "HTTP/1.1 200 ");
    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void whoAsksBeforeItSendsIsToldThatTheConnectionEnds() {
    write("POST /nowhere HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 404 ").contains("connection: close");
    assertThat(client.isOpen()).isFalse();
  }

  private void assertClosed() {
    assertClosed("(expected: ");
  }

  private void assertClosed(String words) {
    assertThat(received())
        .startsWith("HTTP/1.1 400 ")
        .contains("connection: close", "\"code\":\"3000\"")
        .contains(words)
        .containsOnlyOnce("content-length");
    assertThat(client.isOpen()).isFalse();
    pass(TIMEOUT.toSeconds() * 2);
    assertThat(refusals.total("cim.http.request-timeout")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br, gzip"})
  void aBodyThatIsCompressedIsRefusedAsThat(String coding) {
    write("POST /echo HTTP/1.1\r\nContent-Encoding: " + coding + "\r\nContent-Length: 2\r\n\r\n??");
    assertThat(received())
        .startsWith("HTTP/1.1 415 ")
        .contains("Content-Encoding: " + coding + " (expected: none)");
    write(CALL.replace("Host: x", "Content-Encoding: identity"));
    assertThat(received()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void whoDoesNotReadGetsNoFurtherAnswer() {
    client.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    write(CALL.repeat(100));
    assertThat(received()).isEmpty();
    assertThat(client.config().isAutoRead()).isFalse();

    client.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    client.runPendingTasks();

    assertThat(received().split("HTTP/1.1 200 ", -1)).hasSize(101);
    assertThat(client.config().isAutoRead()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET /nowhere HTTP/1.1\r\nConnection: close\r\n\r\n",
        "POST /echo HTTP/1.1\r\nConnection: close\r\nContent-Length: 100001\r\n\r\n"
      })
  void whoReadsSlowlyGetsTheWholeOfAnEarlyAnswer(String request) {
    SlowReader reader = new SlowReader();
    client.pipeline().addFirst(reader);
    write(request);
    if (request.startsWith("POST")) {
      write("x".repeat(100_001));
    }
    assertThat(received()).isEmpty();
    assertThat(client.isOpen()).isTrue();
    write(CALL);

    reader.read();
    assertThat(received()).startsWith("HTTP/1.1 4").endsWith("}").doesNotContain("HTTP/1.1 200");
    assertThat(client.isOpen()).isFalse();
  }

  /** Nothing leaves before it is told to read. */
  private static final class SlowReader extends ChannelOutboundHandlerAdapter {
    private final List<Runnable> held = new ArrayList<>();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      held.add(() -> ctx.writeAndFlush(message, promise));
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {}

    void read() {
      held.forEach(Runnable::run);
    }
  }

  @Test
  void bodiesThatAreNotThereInFullAreBoundTogether() {
    write("POST /echo HTTP/1.1\r\nContent-Length: 90000\r\n\r\n");
    write("x".repeat(MAX_BODIES));
    assertThat(received()).isEmpty();
    write("x");
    assertThat(received()).startsWith("HTTP/1.1 429 ").contains("\"code\":\"6000\"");

    write("x".repeat(90_000 - MAX_BODIES - 1));
    write("POST /echo HTTP/1.1\r\nContent-Length: 2000\r\n\r\n{");
    write(" ".repeat(1_998));
    write("}");
    assertThat(received()).startsWith("HTTP/1.1 200 ");
    assertThat(refusals.total("bodies")).isEqualTo(1);
  }

  @Test
  void everyAnswerTellsABrowserToTakeItAsItIs() {
    write(CALL);
    assertThat(received())
        .containsIgnoringCase("x-content-type-options: nosniff")
        .containsIgnoringCase("cache-control: no-store");
    write("GET /nowhere HTTP/1.1\r\n\r\n");
    assertThat(received())
        .startsWith("HTTP/1.1 404")
        .containsIgnoringCase("x-content-type-options: nosniff")
        .containsIgnoringCase("cache-control: no-store");
  }

  private CallAnswer streamed() {
    InputStream content = new ByteArrayInputStream("pieces".getBytes(StandardCharsets.UTF_8));
    return CallAnswer.streamed(200, "text/plain", new StreamedBody(content, streams::add));
  }

  private void writeStreams() {
    while (!streams.isEmpty()) {
      streams.remove().run();
    }
  }

  @Test
  void aLargeAnswerComesInChunksAndKeepsTheConnection() {
    write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    writeStreams();
    assertThat(received())
        .startsWith("HTTP/1.1 200 ")
        .contains("transfer-encoding: chunked", "\r\n6\r\npieces\r\n0\r\n");
    write(CALL);
    assertThat(received()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aServiceThatStopsDuringALargeAnswerClosesBehindIt() {
    write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    client.pipeline().fireUserEventTriggered(FrontEvent.STOP);
    assertThat(client.isOpen()).isTrue();
    writeStreams();
    assertThat(received()).endsWith("\r\n6\r\npieces\r\n0\r\n\r\n");
    assertThat(client.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
  void anOldClientGetsALargeAnswerWithoutChunks(String header) {
    write("GET /stream HTTP/1.0\r\n" + header + "\r\n");
    writeStreams();
    assertThat(received())
        .startsWith("HTTP/1.1 200 ")
        .contains("connection: close")
        .doesNotContain("chunked")
        .endsWith("\r\n\r\npieces");
    assertThat(client.isOpen()).isFalse();
  }

  private void write(String text) {
    client.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  private String received() {
    client.runPendingTasks();
    StringBuilder all = new StringBuilder();
    for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
      all.append(part.toString(StandardCharsets.UTF_8));
      part.release();
    }
    return all.toString();
  }

  private void pass(long seconds) {
    client.advanceTimeBy(seconds, TimeUnit.SECONDS);
    client.runScheduledPendingTasks();
  }
}
