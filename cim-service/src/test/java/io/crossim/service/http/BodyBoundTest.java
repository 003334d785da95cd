package io.crossim.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class BodyBoundTest extends HttpTest {

  private static final String TEN_MEGABYTES =
      "{\"userId\":1,\"msg\":\"" + "a".repeat(10_000_000) + "\"}";

  @Autowired HttpFront secondPort;

  @Test
  void aBodyOfTenMegabytesGetsAReadableAnswer() throws Exception {
    assertThat(post("/echo", TEN_MEGABYTES).body())
        .contains("body: 10000021 bytes (expected: at most 1048576 bytes)");
    assertServes();
  }

  /** A client that writes everything before it reads: nothing may be reset under it. */
  @Test
  void aSenderThatReadsLateGetsTheAnswerToo() throws Exception {
    assertReadable(port);
  }

  @Test
  void everyPortIsBoundedAlike() throws Exception {
    assertReadable(secondPort.number());
  }

  private static void assertReadable(int port) throws Exception {
    String response =
        RawHttp.exchange(
            port,
            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: "
                + TEN_MEGABYTES.length()
                + "\r\n\r\n",
            TEN_MEGABYTES);
    assertThat(response).startsWith("HTTP/1.1 400").contains("\"code\":\"3000\"");
  }

  @Test
  void chunksAreBoundedAsWell() throws Exception {
    byte[] body = TEN_MEGABYTES.getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> response =
        post(
            "/echo",
            "application/json",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    FailuresTest.assertAnswer(
        response,
        400,
        "3000",
        "body: more than 1048576 bytes (expected: at most 1048576 bytes)",
        "null");
    assertServes();
  }

  @Test
  void aBodyAtTheBoundIsTaken() throws Exception {
    String frame = "{\"msg\":\"\"}";
    String json = "{\"msg\":\"" + "a".repeat(1_048_576 - frame.length()) + "\"}";
    assertThat(post("/echo", json).statusCode()).isEqualTo(200);
  }

  @Test
  void batchesOfTheClusterMayBeLarger() throws Exception {
    StringValue value = StringValue.of("a".repeat(3_000_000));
    HttpResponse<byte[]> response =
        java.net.http.HttpClient.newHttpClient()
            .send(memberRequest("/batch", value.toByteArray()).build(), BodyHandlers.ofByteArray());
    assertThat(StringValue.parseFrom(response.body()).getValue()).isEqualTo("3000000 characters");
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/x-protobuf");
  }

  @Test
  void aMessageInWhichNothingIsSetHasNoBytes() throws Exception {
    HttpResponse<String> response = send(memberRequest("/batch", new byte[0]));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("0 characters");
  }

  @Test
  void bytesThatAreNoProtobufAreRefused() throws Exception {
    HttpResponse<String> response = send(memberRequest("/batch", new byte[] {10, 99}));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("body: bytes that cannot be read");
  }

  /** The body is not waited for: a stranger makes nobody keep it. */
  @Test
  void aStrangerIsRefusedBeforeHisBodyIsRead() throws Exception {
    for (String header : List.of("", "Authorization: CIM no-secret-of-this-cluster\r\n")) {
      String response =
          RawHttp.exchange(
              port,
              "POST /batch HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n"
                  + header
                  + "Expect: 100-continue\r\nContent-Length: 16000000\r\n\r\n");
      assertThat(response).startsWith("HTTP/1.1 401").contains("\"code\":\"9103\"");
    }
  }

  @Test
  void aSmallerPortHasItsOwnCallsAlone() throws Exception {
    String request = "POST /checked HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assertThat(RawHttp.exchange(secondPort.number(), request))
        .startsWith("HTTP/1.1 404")
        .contains("path: /checked (expected: a call of this service)");
  }

  @Test
  void aBodyIsAskedForBeforeItIsSent() throws Exception {
    String head = "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n";
    assertThat(RawHttp.exchange(port, head + "Content-Length: 2\r\n\r\n", "{}"))
        .startsWith("HTTP/1.1 100 ")
        .contains("HTTP/1.1 200 OK");
    assertThat(RawHttp.exchange(port, head + "Content-Length: 2000000\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("body: 2000000 bytes (expected: at most 1048576 bytes)");
  }

  private void assertServes() throws Exception {
    assertThat(post("/echo", "{}").statusCode()).isEqualTo(200);
  }
}
