package io.crossim.it.operation;

import io.crossim.cluster.CimProcess;
import io.crossim.it.client.Answer;
import io.crossim.it.client.Http;
import io.crossim.it.client.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/** The management port of a process. */
public final class Management {

  private static final Pattern LINE = Pattern.compile("management: http (\\d+)");
  private static final Duration START_TIME = Duration.ofSeconds(60);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final int port;

  private Management(int port) {
    this.port = port;
  }

  public static Management of(CimProcess process) {
    String number = process.process().awaitLine(LINE, START_TIME).group(1);
    return new Management(Integer.parseInt(number));
  }

  Answer health(String group) {
    return new Http("127.0.0.1", port).get("/actuator/health/" + group);
  }

  boolean isReady() {
    return get("/actuator/health/readiness").statusCode() == 200;
  }

  int setLevel(String logger, String level) {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/actuator/loggers/" + logger))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"configuredLevel\":\"" + level + "\"}"))
            .build();
    return send(request).statusCode();
  }

  public Scrape scrape() {
    return Scrape.of(get("/actuator/prometheus").body());
  }

  private HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).timeout(Patience.CALL).build());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("the management port does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
