package io.crossim.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** What no call answers comes from the servlet container. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "cim.http.request-timeout=1s")
class RelayTest extends HttpTest {

  /** Five of them are longer than the time for a request. */
  private static final Duration UPLOAD_PAUSE = Duration.ofMillis(300);

  @Autowired private ServletContainer container;
  @Autowired private SamplePages pages;

  @Test
  void largePagesComeWhole() throws Exception {
    assertThat(get("/pages/large").body()).hasSize(3_000_000);
  }

  @Test
  void largeBodiesArriveWhole() throws Exception {
    byte[] body = new byte[5_000_000];
    assertThat(
            post("/pages/length", "application/octet-stream", BodyPublishers.ofByteArray(body))
                .body())
        .isEqualTo("5000000 bytes");
  }

  @Test
  void theContainerLearnsWhoCalls() throws Exception {
    assertThat(send(request("/pages/caller").header("X-Forwarded-For", "6.6.6.6")).body())
        .isEqualTo("127.0.0.1 127.0.0.1:" + port);
  }

  @Test
  void theContainerTakesTheClientForItsPeer() throws Exception {
    assertThat(get("/pages/peer").body()).isEqualTo("127.0.0.1 127.0.0.1 http false none");
  }

  /** Its port is open to everybody on this machine, who could name anybody as caller. */
  @Test
  void theContainerAnswersTheFrontAlone() throws Exception {
    int own = ((InetSocketAddress) container.address()).getPort();
    String request = "GET /pages/peer HTTP/1.1\r\nHost: x\r\n%sConnection: close\r\n\r\n";
    for (String header : List.of("", "cim-relayed: x local 127.0.0.1\r\n", "cim-relayed: \r\n")) {
      assertThat(RawHttp.exchange(own, request.formatted(header)))
          .startsWith("HTTP/1.1 403")
          .doesNotContain("127.0.0.1");
    }
  }

  @Test
  void aClientThatAsksFirstIsToldToSendItsBody() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String head =
          "POST /pages/length HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
              + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 3\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      byte[] interim = socket.getInputStream().readNBytes("HTTP/1.1 100 ".length());
      assertThat(new String(interim, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 100 ");
      socket.getOutputStream().write("abc".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .contains("HTTP/1.1 200 ")
          .endsWith("3 bytes");
    }
  }

  /** The time for a request is not meant for what an application takes piece by piece. */
  @Test
  void anUploadThatTakesLongIsNotCut() throws Exception {
    String piece = "x".repeat(100);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /pages/length HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
              + "Connection: close\r\nContent-Length: 500\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      long begun = System.nanoTime();
      for (int sent = 0; sent < 5; sent++) {
        long next = begun + UPLOAD_PAUSE.multipliedBy(sent + 1).toNanos();
        await().until(() -> System.nanoTime() > next);
        out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
      }
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("500 bytes");
    }
  }

  @Test
  void callsAndPagesShareAConnectionInTheirOrder() throws Exception {
    String call = "GET /page?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n";
    String page = "GET /pages/caller HTTP/1.1\r\nHost: second\r\n\r\n";
    String last = "GET /page?limit=3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assertThat(RawHttp.exchange(port, call + page + last))
        .containsSubsequence("\"dataBody\":1", "127.0.0.1 second", "\"dataBody\":3");
  }

  @Test
  void aClientThatClosesGetsThePageFirst() throws Exception {
    assertThat(
            RawHttp.exchange(
                port, "GET /pages/caller HTTP/1.1\r\nHost: y\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("connection: close")
        .endsWith("127.0.0.1 y");
  }

  /** As a client that closes early does; the container must not take the rest for all. */
  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n", "-1\r\n", "2\r\nabXX0\r\n\r\n"})
  void aBrokenChunkReachesNoPageAsAWholeBody(String chunk) throws Exception {
    int before = pages.begun();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String head =
          "POST /pages/upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      await().until(() -> pages.begun() > before);
      socket.getOutputStream().write(chunk.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 400 ")
          .contains("connection: close", "\"code\":\"3000\"");
    }
    await().until(() -> pages.brokenOff() == pages.begun());
    assertThat(pages.uploads()).isZero();
  }

  /** A reset would take the answer away from a client that still sends. */
  @Test
  void aRefusedUploadIsReadToItsEnd() throws Exception {
    String head = "POST /nothere HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n";
    assertThat(RawHttp.exchange(port, head, "x".repeat(10_000_000)))
        .startsWith("HTTP/1.1 404")
        .containsIgnoringCase("connection: close")
        .contains("path: /nothere")
        .containsOnlyOnce("HTTP/1.1");
  }

  @Test
  void whoAsksBeforeItSendsIsToldThatTheConnectionEnds() throws Exception {
    String head =
        "POST /nothere HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    assertThat(RawHttp.exchange(port, head))
        .startsWith("HTTP/1.1 404")
        .containsIgnoringCase("connection: close");
  }

  @ParameterizedTest
  @CsvSource({
    "host, a_b:81, a_b:81 a_b 81 http://a_b:81/pages/host",
    "host, x, x x 80 http://x/pages/host",
    "host, [::1]:9, [::1]:9 [::1] 9 http://[::1]:9/pages/host",
    "link, x:28083, http://x:28083/pages/link",
    "link, x, http://x/pages/link"
  })
  void theContainerLearnsTheHostAndThePort(String page, String host, String expected)
      throws Exception {
    String request = "GET /pages/%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
    assertThat(RawHttp.exchange(port, request.formatted(page, host)))
        .startsWith("HTTP/1.1 200")
        .endsWith("\r\n\r\n" + expected);
  }

  /** What the front takes for its own calls, it takes for those of Spring. */
  @Test
  void theContainerTakesWhatTheFrontTakes() throws Exception {
    String many = "H: x\r\n".repeat(2_000);
    String large = "H: " + "x".repeat(15_000) + "\r\n";
    String target = "/pages/caller?" + "x".repeat(8_000);
    String request = "GET %s HTTP/1.1\r\nHost: x\r\n%sConnection: close\r\n\r\n";
    assertThat(RawHttp.exchange(port, request.formatted("/pages/caller", many)))
        .startsWith("HTTP/1.1 200");
    assertThat(RawHttp.exchange(port, request.formatted(target, large))).startsWith("HTTP/1.1 200");
  }

  @Test
  void whatTheContainerDoesNotHaveIsTheCallersMistake(CapturedOutput output) throws Exception {
    assertThat(
            RawHttp.exchange(
                port, "CONNECT /pages HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 501")
        .contains("\"code\":\"3000\"");
    assertThat(send(request("/pages/large").DELETE()).statusCode()).isEqualTo(405);
    assertThat(output).doesNotContain("WARN", "ERROR");
  }

  @Test
  void theInsideOfPagesStaysInside(CapturedOutput output) throws Exception {
    String message = "an error in the service; its log says why";
    FailuresTest.assertAnswer(get("/pages/broken"), 500, "4000", message, "null");
    assertThat(output).contains("ERROR").contains("a secret of a page");
    FailuresTest.assertAnswer(get("/pages/refused"), 507, "4000", message, "null");
  }

  @Test
  void whatTheContainerRefusesIsAnsweredToo() throws Exception {
    String response =
        RawHttp.exchange(port, "GET /a|b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(response)
        .startsWith("HTTP/1.1 400")
        .contains("application/json")
        .contains("\"code\":\"3000\"")
        .doesNotContain("html");
  }
}
