package io.crossim.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The part of a Kubernetes that Helm asks while it renders: which Secrets there are. The build sets
 * KUBECONFIG to a file of its own, so that no test ever reaches a real one.
 */
final class ApiServer implements AutoCloseable {

  private static final String KINDS =
      """
      {"kind": "APIResourceList", "groupVersion": "v1", "resources": [
        {"name": "secrets", "singularName": "secret", "kind": "Secret", "namespaced": true, "verbs": ["get"]}]}
      """;
  private static final String NONE =
      """
      {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}
      """;
  private static final String CONFIG =
      """
      apiVersion: v1
      kind: Config
      current-context: test
      clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
      contexts: [{name: test, context: {cluster: test, user: test}}]
      users: [{name: test, user: {}}]
      """;

  private final HttpServer server;
  private final List<Manifest> there;

  private ApiServer(HttpServer server, List<Manifest> there) {
    this.server = server;
    this.there = there;
  }

  /** Starts one in which these Secrets are. */
  static ApiServer with(List<Manifest> secrets) {
    String config = System.getenv("KUBECONFIG");
    if (config == null) {
      throw new IllegalStateException("KUBECONFIG is not set (expected: a file that tests write)");
    }
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ApiServer started = new ApiServer(server, secrets);
      server.createContext("/", started::answer);
      server.start();
      Files.writeString(Path.of(config), CONFIG.formatted(server.getAddress().getPort()));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange call) throws IOException {
    String path = call.getRequestURI().getPath();
    if (path.equals("/api/v1")) {
      answer(call, 200, KINDS);
    } else {
      String name = path.substring(path.lastIndexOf('/') + 1);
      var found = there.stream().filter(secret -> secret.name().equals(name)).findFirst();
      answer(call, found.isPresent() ? 200 : 404, found.map(s -> json(s.content())).orElse(NONE));
    }
  }

  private static void answer(HttpExchange call, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(status, body.length);
    try (call) {
      call.getResponseBody().write(body);
    }
  }

  private static String json(Map<String, Object> content) {
    return new Gson().toJson(content);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
