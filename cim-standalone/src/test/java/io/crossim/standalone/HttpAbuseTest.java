package io.crossim.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.route.api.RoutePaths;
import io.crossim.server.api.ServerPaths;
import io.crossim.service.mvc.CimController;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.MethodParameter;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every call of a whole CIM with bodies that nobody would send on purpose: each is answered, in
 * time, with the envelope and without an error of the inside. The seed is fixed, so that a failure
 * repeats.
 */
@WholeCim
@TestPropertySource(
    properties = {"cim.http.max-body=64KB", "springdoc.paths-to-exclude=/internal/**"})
class HttpAbuseTest {

  private static final int BODIES_PER_CALL = 150;
  private static final Duration IN_TIME = Duration.ofSeconds(5);
  private static final JsonMapper JSON = new JsonMapper();

  /** What may stand where a value is expected. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1",
          "7",
          "1.5",
          "1e400",
          "-0",
          "9007199254740993",
          "99999999999999999999999",
          "\"\"",
          "\" \"",
          "\"7\"",
          "\"x\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u202e\\n\"",
          "\"\u00e9\ud83d\ude00\"",
          "[]",
          "[1]",
          "[null]",
          "[[[]]]",
          "[\"a\",{}]",
          "{}",
          "{\"a\":{\"b\":[1]}}",
          "{\"a\":null}",
          "nonsense",
          "'x'",
          "\"unended");

  private static final List<String> BODIES =
      List.of(
          "",
          " ",
          "{",
          "}",
          "[]",
          "null",
          "17",
          "\"x\"",
          "{}{}",
          "{\"\":1}",
          "{\"reqNo\":[1]}",
          "\ufeff{}",
          "[".repeat(2_000),
          "{\"a\":".repeat(2_000),
          "\0\0\0",
          "<xml/>");

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json;charset=utf-16",
          "text/plain",
          "",
          "application/x-protobuf",
          "application/vnd.x+json",
          "a;b;c",
          "application/json;;=");

  @TempDir static Path data;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("cim.data.directory", data::toString);
  }

  @Autowired private RequestMappingHandlerMapping mappings;
  @LocalServerPort private int port;

  private final Random random = new Random(20261125);
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * A call of a controller.
   *
   * @param body null where it takes none
   */
  private record Call(String path, @Nullable Class<?> body) {}

  private List<Call> calls() {
    return mappings.getHandlerMethods().entrySet().stream()
        .filter(each -> each.getValue().getBeanType().isAnnotationPresent(CimController.class))
        .map(each -> call(each.getKey().getDirectPaths().iterator().next(), each.getValue()))
        .sorted(Comparator.comparing(Call::path))
        .toList();
  }

  private static Call call(String path, HandlerMethod method) {
    MethodParameter[] parameters = method.getMethodParameters();
    return new Call(path, parameters.length == 2 ? parameters[0].getParameterType() : null);
  }

  @Test
  void everyCallAnswersWhateverItIsSent() throws Exception {
    List<Call> all = calls();
    assertThat(all).extracting(Call::path).contains("/p2pRoute", "/kick", "/sendMsg");
    Set<Integer> statuses = new TreeSet<>();
    for (Call call : all) {
      for (int i = 0; i < BODIES_PER_CALL; i++) {
        if (call.body() == null) {
          statuses.add(answered(request(call.path() + query()).GET()));
        } else {
          byte[] body = body(call.body());
          statuses.add(
              answered(
                  request(call.path())
                      .header("Content-Type", random.nextInt(5) == 0 ? any(TYPES) : TYPES.get(0))
                      .POST(BodyPublishers.ofByteArray(body))));
        }
      }
    }
    assertThat(statuses).as("what the bodies led to").contains(200, 400, 415);
    assertThat(
            send(request("/registerAccount").POST(BodyPublishers.ofString("{\"userName\":\"a\"}")))
                .body())
        .contains("\"code\":\"9000\"");
  }

  @Test
  void everyCallBetweenServicesAnswersWhateverItIsSent() throws Exception {
    List<String> paths =
        List.of(
            RoutePaths.BIND,
            RoutePaths.UNBIND,
            RoutePaths.SEND,
            RoutePaths.READ,
            RoutePaths.ACKNOWLEDGE,
            RoutePaths.HEADS,
            ServerPaths.PING,
            ServerPaths.PUSH,
            ServerPaths.BROADCAST,
            ServerPaths.ONLINE,
            ServerPaths.FETCH,
            ServerPaths.PROBE,
            ServerPaths.RELEASE,
            ServerPaths.DISPLACE);
    for (String path : paths) {
      for (int i = 0; i < BODIES_PER_CALL / 3; i++) {
        HttpResponse<String> answer =
            send(
                request(path)
                    .header("Content-Type", "application/x-protobuf")
                    .POST(BodyPublishers.ofByteArray(protobuf())));
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 499);
      }
    }
  }

  @Test
  void everyMethodIsAnswered() throws Exception {
    for (Call call : calls()) {
      for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "X")) {
        HttpResponse<String> answer =
            send(request(call.path()).method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertEnvelope(answer);
      }
    }
  }

  /** A browser sends it without asking, as long as the page gives the body no type. */
  @Test
  void aPageOfSomebodyElseDoesNotSendAsTheSystem() throws Exception {
    BodyPublisher body = BodyPublishers.ofString("{\"userId\":1,\"msg\":\"x\"}");
    HttpRequest.Builder script = withoutSecret("/sendMsg").POST(body);
    assertThat(send(script).statusCode()).isEqualTo(200);

    HttpRequest.Builder own = script.copy().header("Origin", "http://127.0.0.1:" + port);
    assertThat(send(own).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = send(script.copy().header("Origin", "http://example.org"));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertEnvelope(answer);
  }

  private int answered(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = send(request);
    String what = request.build().uri() + ": " + answer.body();
    assertThat(answer.statusCode())
        .as(what)
        .matches(status -> status == 200 || (status >= 400 && status < 500));
    assertEnvelope(answer);
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("io.crossim");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    return answer.statusCode();
  }

  private static void assertEnvelope(HttpResponse<String> answer) {
    JsonNode envelope = JSON.readTree(answer.body());
    assertThat(envelope.propertyNames())
        .containsExactlyInAnyOrder("code", "message", "reqNo", "dataBody");
    assertThat(envelope.path("code").asString()).matches("\\d{4}");
  }

  private HttpRequest.Builder request(String path) {
    return withoutSecret(path).header("Authorization", "CIM " + WholeCim.SECRET);
  }

  private HttpRequest.Builder withoutSecret(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(IN_TIME);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String query() {
    return "?limit="
        + any(List.of("", "x", "0", "-1", "1", "99999999999999999999", "%00", "1.5"))
        + "&after="
        + any(List.of("", "y", "-9223372036854775808", "%E2%82", "7"));
  }

  private byte[] body(Class<?> type) {
    switch (random.nextInt(10)) {
      case 0 -> {
        return any(BODIES).getBytes(StandardCharsets.UTF_8);
      }
      case 1 -> {
        byte[] garbage = new byte[random.nextInt(300)];
        random.nextBytes(garbage);
        return garbage;
      }
      default -> {
        List<String> fields = new ArrayList<>();
        for (RecordComponent field : type.getRecordComponents()) {
          if (random.nextInt(6) > 0) {
            fields.add("\"" + field.getName() + "\":" + value(field));
          }
        }
        String body = "{" + String.join(",", fields) + "}";
        return body.getBytes(
            random.nextInt(20) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
      }
    }
  }

  /** Often one that fits, so that the rest of a request is looked at as well. */
  private String value(RecordComponent field) {
    if (random.nextInt(100) == 0) {
      return "\"" + "x".repeat(70_000) + "\"";
    }
    if (random.nextBoolean()) {
      return any(VALUES);
    }
    return Number.class.isAssignableFrom(field.getType())
        ? Integer.toString(1 + random.nextInt(3))
        : List.class.isAssignableFrom(field.getType()) ? "[\"a\",\"b\"]" : "\"ann\"";
  }

  /** Fields with numbers and types as messages have them, and with nonsense in them. */
  private byte[] protobuf() {
    byte[] bytes = new byte[random.nextInt(60)];
    random.nextBytes(bytes);
    for (int i = 0; i + 2 < bytes.length; i += 3 + random.nextInt(6)) {
      bytes[i] = (byte) ((1 + random.nextInt(8)) << 3 | (random.nextBoolean() ? 2 : 0));
      bytes[i + 1] = (byte) random.nextInt(6);
    }
    return bytes;
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
