package io.crossim.it.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** JSON over HTTP to one address. */
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final String url;
  private final Map<String, String> headers;

  public Http(String host, int port) {
    this("http://" + host + ":" + port, Map.of());
  }

  private Http(String url, Map<String, String> headers) {
    this.url = url;
    this.headers = headers;
  }

  /** The same with one more header in every call. */
  public Http with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Http(url, more);
  }

  /** The same, of a caller that shows a token or a key. */
  public Http bearer(String token) {
    return with("Authorization", "Bearer " + token);
  }

  public String url() {
    return url;
  }

  public Answer post(String path, Object body) {
    return postText(path, Answer.json(body));
  }

  /** The same, of a caller that announces protocol v3. */
  public Answer postV3(String path, Object body) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .header("CIM-Proto", "3")
            .POST(BodyPublishers.ofString(Answer.json(body))));
  }

  /** Sends a body as it stands. */
  public Answer postText(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  public Answer delete(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).DELETE());
  }

  public Answer get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
  }

  private Answer send(HttpRequest.Builder request) {
    headers.forEach(request::header);
    HttpResponse<String> response = exchange(request.timeout(Patience.CALL).build());
    return Answer.of(response.statusCode(), response.body());
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(url + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
