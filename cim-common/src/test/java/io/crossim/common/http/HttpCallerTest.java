package io.crossim.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.result.UnknownCallException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallerTest {

  private final MockWebServer server = new MockWebServer();
  private HttpCaller caller;

  @BeforeEach
  void start() throws IOException {
    server.start();
    caller =
        new HttpCaller(
            server.url("/"), HttpClients.create(Duration.ofSeconds(2), Duration.ofSeconds(5)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  @Test
  void readsTheBodyOfASuccess() throws InterruptedException {
    answer(200, "{\"code\":\"9000\",\"message\":\"ok\",\"reqNo\":null,\"dataBody\":{\"a\":1}}");
    Envelope<Map<String, Object>> answer = caller.post("/call", Map.of("x", 1), Map.class);
    assertThat(answer.dataBody()).containsEntry("a", 1);
    assertThat(server.takeRequest().getBody().utf8()).isEqualTo("{\"x\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/behind/a/proxy", "/behind/a/proxy/"})
  void aPathOfTheServiceStandsBeforeTheCalls(String path) throws InterruptedException {
    answer(200, "{\"code\":\"9000\",\"message\":\"ok\",\"dataBody\":null}");
    HttpCaller behind =
        new HttpCaller(
            server.url(path), HttpClients.create(Duration.ofSeconds(2), Duration.ofSeconds(5)));

    behind.get("/call?limit=1", Object.class);

    assertThat(server.takeRequest().getTarget()).isEqualTo("/behind/a/proxy/call?limit=1");
  }

  @Test
  void ignoresFieldsItDoesNotKnow() {
    answer(200, "{\"code\":\"9000\",\"message\":\"ok\",\"dataBody\":null,\"extra\":true}");
    assertThat(caller.get("/call", Object.class).dataBody()).isNull();
  }

  @Test
  void aFailureCarriesTheServicesCodeAndMessage() {
    answer(400, "{\"code\":\"3000\",\"message\":\"msg: nothing\",\"dataBody\":null}");
    assertThatThrownBy(() -> caller.get("/call", Object.class))
        .isInstanceOf(CimException.class)
        .hasMessage("msg: nothing")
        .extracting(e -> ((CimException) e).code())
        .isEqualTo(ResultCode.INVALID_ARGUMENT);
  }

  @Test
  void aFailureWithStatus200IsAFailureToo() {
    answer(200, "{\"code\":\"5000\",\"message\":\"again\",\"dataBody\":null}");
    assertThatThrownBy(() -> caller.get("/call", Object.class))
        .extracting(e -> ((CimException) e).code())
        .isEqualTo(ResultCode.REPEAT_LOGIN);
  }

  @Test
  void anAnswerThatIsNoEnvelopeSaysWhoseItWas() {
    answer(502, "<html>bad gateway</html>");
    assertThatThrownBy(() -> caller.get("/call", Object.class))
        .isInstanceOf(CimException.class)
        .hasMessageContaining("answered HTTP 502");
  }

  /** A service of this version answers with a code, an older one with a page of its framework. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"3000\",\"message\":\"path: /call\",\"dataBody\":null}",
        "{\"timestamp\":1,\"status\":404,\"error\":\"Not Found\"}",
        "not found"
      })
  void aCallThatTheServiceDoesNotKnowIsToldApart(String body) {
    answer(404, body);
    assertThatThrownBy(() -> caller.get("/call", Object.class))
        .isInstanceOf(UnknownCallException.class);
  }

  @Test
  void somethingThatTheServiceDoesNotFindIsNoUnknownCall() {
    answer(404, "{\"code\":\"9300\",\"message\":\"no such group\",\"dataBody\":null}");
    assertThatThrownBy(() -> caller.get("/call", Object.class))
        .isNotInstanceOf(UnknownCallException.class)
        .extracting(e -> ((CimException) e).code())
        .isEqualTo(ResultCode.GROUP_UNKNOWN);
  }

  @Test
  void aServiceThatIsAwayIsUnavailable() {
    server.close();
    assertThatThrownBy(() -> caller.get("/call", Object.class))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(" cannot be reached (Connection refused)");
  }
}
