package io.crossim.service.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What no call answers comes from the servlet container. */
@ExtendWith(OutputCaptureExtension.class)
class RelayTest extends HttpTest {

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

  @Test
  void theInsideOfPagesStaysInside(CapturedOutput output) throws Exception {
    String message = "an error in the service; its log says why";
    FailuresTest.assertAnswer(get("/pages/broken"), 500, "4000", message, "null");
    assertThat(output).containsOnlyOnce("a secret of a page");
    assertThat(output).contains("ERROR").contains("uri=/pages/broken failed");
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
