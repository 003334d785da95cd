package io.crossim.service.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.service.call.CallTable;
import io.crossim.service.call.Failures;
import io.crossim.service.credential.TestSecret;
import io.crossim.service.http.FrontBounds;
import io.crossim.service.http.HttpFront;
import io.crossim.service.http.SampleService;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.operation.Readiness;
import io.crossim.service.tls.ServerTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The port for operators, over a real socket. */
class ManagementPortTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String LOGGER = "io.crossim.sample";

  private static ConfigurableApplicationContext start(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--cim.discovery.type=memory",
                "--cim.security.cluster-secret=" + TestSecret.SECRET));
    arguments.addAll(List.of(more));
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--server.port"))) {
      arguments.add("--server.port=0");
    }
    return SpringApplication.run(SampleService.class, arguments.toArray(String[]::new));
  }

  private static int port(ConfigurableApplicationContext service) {
    return service.getBean(ManagementPort.class).number();
  }

  private static HttpRequest.Builder at(ConfigurableApplicationContext service, String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + port(service) + "/actuator/" + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void tellsHealthAndMetrics() throws Exception {
    try (var service = start()) {
      assertThat(send(at(service, "health/liveness")).body()).contains("\"UP\"");
      assertThat(send(at(service, "health/readiness")).body()).contains("\"UP\"");
      assertThat(send(at(service, "health")).statusCode()).isEqualTo(200);
      assertThat(send(at(service, "info")).body()).contains("\"version\"");
      assertThat(send(at(service, "prometheus")).body())
          .contains("\ncim_ready 1", "\njvm_memory_used_bytes", "limit=\"cim.limits.sends-per")
          .contains("\ncim_calls_total{code=\"9000\",path=\"/echo\"} 0.0");
      assertThat(send(at(service, "env")).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void isNotReadyWhenSomethingIsMissingOrTheEndHasBegun() throws Exception {
    try (var service = start()) {
      Readiness readiness = service.getBean(Readiness.class);
      boolean[] there = {true};
      readiness.require("store", () -> there[0], () -> "Redis is full");
      assertThat(readiness.isReady()).isTrue();
      there[0] = false;
      HttpResponse<String> answer = send(at(service, "health/readiness"));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .endsWith("\"status\":\"OUT_OF_SERVICE\"}")
          .contains("\"store\":{\"details\":{\"error\":\"Redis is full\"},\"status\":\"OUT_");
      assertThat(send(at(service, "health/liveness")).statusCode()).isEqualTo(200);
      there[0] = true;
      boolean[] readyAtTheEnd = {true};
      service.addApplicationListener(
          event -> readyAtTheEnd[0] = readiness.isReady()); // behind the switch
      service.close();
      assertThat(readyAtTheEnd[0]).isFalse();
    }
  }

  @Test
  void changesLogLevels() throws Exception {
    try (var service = start()) {
      assertThat(level(service, "{\"configuredLevel\":\"debug\"}")).isEqualTo(204);
      assertThat(LoggerFactory.getLogger(LOGGER).isDebugEnabled()).isTrue();
      assertThat(send(at(service, "loggers/" + LOGGER)).body())
          .isEqualTo("{\"configuredLevel\":\"DEBUG\",\"effectiveLevel\":\"DEBUG\"}");
      assertThat(send(at(service, "loggers")).body()).contains("\"" + LOGGER + "\"");
      assertThat(level(service, "{\"configuredLevel\":null}")).isEqualTo(204);
      assertThat(LoggerFactory.getLogger(LOGGER).isDebugEnabled()).isFalse();
      assertThat(send(at(service, "loggers/none.such")).statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "null", "{\"configuredLevel\":\"LOUD\"}", "{"})
  void refusesALevelThatIsNone(String body) throws Exception {
    try (var service = start()) {
      assertThat(level(service, body)).isEqualTo(400);
    }
  }

  @Test
  void saysWhichLevelsThereAre() throws Exception {
    try (var service = start()) {
      HttpResponse<String> refused = send(post(service, "{\"configuredLevel\":\"LOUD\"}"));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body())
          .contains(
              "configuredLevel: LOUD (expected: trace, debug, info, warn, error, fatal, off)");
    }
  }

  /** As Spring Boot has it. */
  @ParameterizedTest
  @ValueSource(strings = {"{}", ""})
  void takesNoLevelForTheOneOfTheParent(String body) throws Exception {
    try (var service = start()) {
      assertThat(level(service, "{\"configuredLevel\":\"TRACE\"}")).isEqualTo(204);
      assertThat(level(service, body)).isEqualTo(204);
      assertThat(send(at(service, "loggers/" + LOGGER)).body()).doesNotContain("configured");
      assertThat(LoggerFactory.getLogger(LOGGER).isTraceEnabled()).isFalse();
    }
  }

  private static int level(ConfigurableApplicationContext service, String body) throws Exception {
    return send(post(service, body)).statusCode();
  }

  private static HttpRequest.Builder post(ConfigurableApplicationContext service, String body) {
    return at(service, "loggers/" + LOGGER)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  @Test
  void keepsStrangersAndTheirPagesFromDetailsAndLevels() throws Exception {
    try (var service = start()) {
      String body = "{\"configuredLevel\":\"info\"}";
      // Whoever comes through a proxy is nobody on this machine.
      assertThat(send(post(service, body).header("X-Forwarded-For", "192.0.2.1")).statusCode())
          .isEqualTo(401);
      assertThat(send(at(service, "loggers").header("Via", "a proxy")).statusCode()).isEqualTo(401);
      assertThat(send(at(service, "health").header("Via", "a proxy")).body())
          .isEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"}");
      assertThat(send(post(service, body).header("Origin", "http://example.org")).statusCode())
          .isEqualTo(401);
      String credential = TestSecret.HEADER;
      assertThat(
              send(post(service, body).header("Via", "a proxy").header("Authorization", credential))
                  .statusCode())
          .isEqualTo(204);
    }
  }

  /** A name of somebody else may lead here for a while, and a page of theirs then reads along. */
  @Test
  void answersOnlyToNamesThatAreItsOwn() throws Exception {
    try (var service = start("--cim.management.hosts=cim-1,CIM-2")) {
      for (String host :
          List.of("localhost", "LOCALHOST:9000", "[::1]:9000", "10.1.2.3", "cim-2:9")) {
        assertThat(raw(service, host)).as(host).startsWith("HTTP/1.1 200");
      }
      for (String host : List.of("example.org", "localhost.example.org:9000", "cim-3", "")) {
        assertThat(raw(service, host))
            .as(host)
            .startsWith("HTTP/1.1 421")
            .contains(
                "Host: " + host + " (expected: localhost, an IP address, or a name in cim.ma");
      }
      for (String host :
          List.of("[evil.com", "[evil.com]", "[::1].evil.com", "evil.com:127.0.0.1")) {
        assertThat(raw(service, host)).as(host).startsWith("HTTP/1.1 400");
      }
    }
  }

  private static String raw(ConfigurableApplicationContext service, String host)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(service))) {
      String request =
          "GET /actuator/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** As v2 did; load balancers ask there. */
  @Test
  void theMainPortTellsWhetherThereIsHealthAndNoMore() throws Exception {
    try (var service = start()) {
      HttpRequest.Builder health =
          HttpRequest.newBuilder(
              URI.create(
                  "http://127.0.0.1:"
                      + service.getEnvironment().getProperty("local.server.port")
                      + "/actuator/health"));
      HttpResponse<String> up = send(health);
      assertThat(up.statusCode()).isEqualTo(200);
      assertThat(up.body()).isEqualTo("{\"status\":\"UP\"}");
      service.getBean(Readiness.class).require("store", () -> false, () -> "Redis is full");
      HttpResponse<String> down = send(health.header("Authorization", TestSecret.HEADER));
      assertThat(down.statusCode()).isEqualTo(503);
      assertThat(down.body()).isEqualTo("{\"status\":\"DOWN\"}");
    }
  }

  @Test
  void aTakenPortStopsTheStartOnlyWhereItWasAskedFor() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> start("--cim.management.port=" + port).close())
          .hasStackTraceContaining("cim.management.port: " + port + " is in use");
      try (var service = start("--cim.management.port=-1")) {
        assertThat(service.getBean(ManagementPort.class).isRunning()).isFalse();
      }
    }
  }

  @Test
  void whereNoneIsSetAnyOtherServesForOneThatIsTaken() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket taken = new ServerSocket(0, 1, here);
        var service = start("--cim.management.port=-1")) {
      ManagementPort port =
          new ManagementPort(
              new ManagementAddress("cim.management.port", null, here),
              taken.getLocalPort() - 1_000,
              () -> front(service),
              number -> {});
      port.start();
      assertThat(port.number()).isPositive().isNotEqualTo(taken.getLocalPort());
      port.stop();
    }
  }

  private static HttpFront front(ConfigurableApplicationContext service) {
    return HttpFront.of(
        service.getBean(EventLoops.class),
        service.getBean(ServerTls.class),
        service.getBean(CallTable.class),
        service.getBean(Failures.class),
        service.getBean(FrontBounds.class));
  }
}
