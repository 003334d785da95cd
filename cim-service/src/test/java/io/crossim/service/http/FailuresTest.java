package io.crossim.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FailuresTest extends HttpTest {

  @ParameterizedTest
  @CsvSource({
    "INVALID_ARGUMENT, 400, 3000",
    "ACCOUNT_MISMATCH, 200, 9100",
    "REQUEST_LIMIT, 429, 6000",
    "NO_SERVER, 200, 7100",
    "RECEIVER_OFFLINE, 200, 7000",
    "REPEAT_LOGIN, 200, 5000",
    "FAILURE, 500, 4000",
    "RECONNECT_FAILED, 500, 7200",
    "GROUP_FULL, 429, 7301",
    "BLOCKED, 403, 7400",
    "GROUP_UNKNOWN, 404, 9300",
    "NOT_A_MEMBER, 403, 9301",
    "NOT_ALLOWED, 403, 9302",
    "VERSION_CONFLICT, 409, 9303"
  })
  void everyCodeHasItsStatus(String name, int status, String code) throws Exception {
    assertAnswer(post("/fail/" + name, "{\"reqNo\":\"r1\"}"), status, code, "as asked", "\"r1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/../../b", "/%2e%2e/b", "/pages/..;/b", "/../b", "/b?x=/../", "//b"})
  void aPathThatClimbsIsNoNewsForTheLog(String path, CapturedOutput output) throws Exception {
    String answer =
        RawHttp.exchange(port, "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 4").contains("\"code\":\"3000\"");
    assertThat(output).doesNotContain("WARN", "ERROR");
  }

  @Test
  void whatIsAwayIsUnavailable() throws Exception {
    assertAnswer(post("/away", "{\"reqNo\":7}"), 503, "4000", "the store is away", "\"7\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"userId\":\"abc\",\"reqNo\":\"r\"} | userId: abc (expected: a whole number) | \"r\"",
        "{\"reqNo\":\"r\",\"userId\":1.5} | userId: 1.5 (expected: a whole number) | \"r\"",
        "{\"userId\":\"1.5\"} | userId: 1.5 (expected: a whole number) | null",
        "{\"userId\":99999999999999999999} | userId: 99999999999999999999 (expected: a whole number) | null",
        "{\"userId\":{}} | userId: an object (expected: a whole number) | null",
        "{\"userId\":true} | userId: true (expected: a whole number) | null",
        "{\"msg\":[1]} | msg: a list (expected: a text) | null",
        "{\"batchMsg\":5} | batchMsg: 5 (expected: a list) | null",
        "{\"batchMsg\":[\"a\",{}]} | batchMsg[1]: an object (expected: a text) | null",
        "{\"properties\":\"x\"} | properties: x (expected: a JSON object) | null",
        "[1] | body: a list (expected: a JSON object) | null",
        "17 | body: 17 (expected: a JSON object) | null",
        "{\"userId\":1, | body: no JSON from line 1, column 13 (expected: a JSON object) | null",
        "hello | body: no JSON from line 1, column 1 (expected: a JSON object) | null",
        "`` | body: nothing (expected: a JSON object) | null",
        "null | body: nothing (expected: a JSON object) | null"
      })
  void anUnreadableBodySaysWhatIsWrong(String body, String message, String reqNo) throws Exception {
    assertAnswer(post("/echo", body), 400, "3000", message, reqNo);
  }

  @Test
  void aFieldThatIsRefusedIsNamed() throws Exception {
    assertAnswer(
        post("/checked", "{\"userId\":-1,\"msg\":\"a\"}"),
        400,
        "3000",
        "userId: -1 (expected: a user id, 1 to 9007199254740991)",
        "null");
    assertAnswer(
        post("/checked", "{\"userId\":1,\"msg\":\"" + "é".repeat(501) + "\"}"),
        400,
        "3000",
        "msg: 1002 bytes (expected: a text of 1 to 1000 bytes)",
        "null");
  }

  @Test
  void anUnknownPathIsAnswered() throws Exception {
    assertAnswer(
        get("/nowhere"), 404, "3000", "path: /nowhere (expected: a call of this service)", "null");
  }

  @Test
  void aWrongMethodIsAnswered() throws Exception {
    HttpResponse<String> response = get("/echo");
    assertAnswer(response, 405, "3000", "method: GET (expected: POST)", "null");
    assertThat(response.headers().firstValue("Allow")).contains("POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "multipart/form-data;boundary=b",
        "text/plain",
        "application/x-protobuf"
      })
  void aWrongMediaTypeIsAnswered(String type) throws Exception {
    HttpResponse<String> response = post("/echo", type, BodyPublishers.ofString("userId=1"));
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.body())
        .contains("\"code\":\"3000\"")
        .contains("Content-Type: " + type)
        .contains("application/json");
  }

  @Test
  void anAcceptHeaderDoesNotHideAnAnswer() throws Exception {
    HttpResponse<String> response = send(request("/nowhere").header("Accept", "application/xml"));
    assertAnswer(
        response, 404, "3000", "path: /nowhere (expected: a call of this service)", "null");
  }

  @Test
  void parametersAreNamed() throws Exception {
    assertAnswer(get("/page?limit=x"), 400, "3000", "limit: x (expected: a whole number)", "null");
    assertThat(get("/page").body()).contains("\"dataBody\":null");
  }

  @Test
  void theInsideStaysInside(CapturedOutput output) throws Exception {
    String message = "an error in the service; its log says why";
    assertAnswer(get("/broken"), 500, "4000", message, "null");
    assertThat(output).containsOnlyOnce("a secret of the inside");
    assertThat(output).contains("ERROR").contains("/broken failed");
  }

  @Test
  void whatIsNoHttpIsAnsweredAndCutOff() throws Exception {
    assertThat(RawHttp.exchange(port, "HELO there\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"3000\"");
  }

  @Test
  void requestsSentAheadAreAnsweredInTheirOrder() throws Exception {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      String body = "{\"reqNo\":\"" + i + "\"}";
      requests
          .append("POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: ")
          .append(body.length())
          .append(i == 99 ? "\r\nConnection: close" : "")
          .append("\r\n\r\n")
          .append(body);
    }
    String answers = RawHttp.exchange(port, requests.toString());
    assertThat(answers)
        .containsSubsequence(
            IntStream.range(0, 100).mapToObj(i -> "\"reqNo\":\"" + i + "\"").toList());
  }

  @Test
  void theHostIsTheOneThatWasCalled() throws Exception {
    for (String host : List.of("name", "name:8083", "[::1]:8083", "10.0.0.7")) {
      String answer =
          RawHttp.exchange(
              port, "GET /host HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
      assertThat(answer)
          .contains("\"" + host.replaceAll(":8083$", "").replaceAll("[\\[\\]]", "") + "\"");
    }
  }

  static void assertAnswer(
      HttpResponse<String> response, int status, String code, String message, String reqNo) {
    assertThat(response.body())
        .isEqualTo(
            "{\"code\":\"%s\",\"message\":\"%s\",\"reqNo\":%s,\"dataBody\":null}"
                .formatted(code, message, reqNo));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
  }
}
