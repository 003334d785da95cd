package io.crossim.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Answers as a route does; a test may set another answer for a path. */
final class FakeRoute implements AutoCloseable {

  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<String> bodies = new CopyOnWriteArrayList<>();

  /** Whether connections may be used again; false where one that is just dying would be. */
  volatile boolean keepsConnections = true;

  private final MockWebServer http = new MockWebServer();
  private final Map<String, Supplier<MockResponse>> answers = new ConcurrentHashMap<>();

  FakeRoute(FakeServer server) {
    this();
    sendTo(server);
  }

  /** Over https, with a certificate's key. */
  FakeRoute(FakeServer server, SSLSocketFactory tls) {
    http.useHttps(tls);
    start();
    sendTo(server);
  }

  FakeRoute() {
    start();
  }

  private void start() {
    http.setDispatcher(new Answers());
    try {
      http.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return http.url("/").toString();
  }

  void sendTo(FakeServer server) {
    String body =
        "{\"ip\":\"127.0.0.1\",\"cimServerPort\":%d,\"httpPort\":8081}".formatted(server.port());
    answer("/login", () -> envelope(200, "9000", body));
  }

  void answer(String path, Supplier<MockResponse> answer) {
    answers.put(path, answer);
  }

  void answer(String path, int status, String code) {
    answer(path, () -> envelope(status, code, "null"));
  }

  long count(String path) {
    return calls.stream().filter(path::equals).count();
  }

  /** The calls of a path, each with its query and its body. */
  List<String> called(String path) {
    return bodies.stream().filter(body -> body.matches("(?s)" + path + "[? ].*")).toList();
  }

  static MockResponse envelope(int status, String code, String body) {
    return new MockResponse.Builder()
        .code(status)
        .body(
            "{\"code\":\"%s\",\"message\":\"m\",\"reqNo\":null,\"dataBody\":%s}"
                .formatted(code, body))
        .build();
  }

  @Override
  public void close() {
    http.close();
  }

  private final class Answers extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String path = request.getUrl().encodedPath();
      calls.add(path);
      String query = request.getUrl().encodedQuery();
      String called = query == null ? path : path + "?" + query;
      bodies.add(called + " " + (request.getBody() == null ? "" : request.getBody().utf8()));
      Supplier<MockResponse> given = answers.get(path);
      MockResponse answer = given == null ? envelope(200, "9000", "null") : given.get();
      return keepsConnections
          ? answer
          : answer.newBuilder().addHeader("Connection", "close").build();
    }
  }
}
