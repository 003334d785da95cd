package io.crossim.service.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.service.credential.TestSecret;
import java.io.File;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every endpoint of the actuator, over a real socket. */
@ExtendWith(OutputCaptureExtension.class)
class EndpointsTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path directory;

  private static ConfigurableApplicationContext service;
  private static String address;

  @BeforeAll
  static void start() {
    SpringApplication application = new SpringApplication(EndpointsApplication.class);
    application.setApplicationStartup(new BufferingApplicationStartup(1_000));
    service =
        application.run(
            "--server.port=0",
            "--cim.discovery.type=memory",
            "--cim.security.cluster-secret=" + TestSecret.SECRET,
            "--logging.file.name=" + directory.resolve("service.log"),
            "--management.endpoints.web.exposure.include=*",
            "--management.endpoints.web.path-mapping.info=about",
            "--management.endpoint.heapdump.access=unrestricted",
            "--management.endpoint.beans.access=none",
            "--management.endpoint.health.group.pumps.include=pump",
            "--management.endpoint.health.group.pumps.additional-path=management:/pumps");
    address = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.management.port");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void everyEndpointOfTheListAnswers() throws Exception {
    JsonNode links = JSON.readTree(get("/actuator").body()).path("_links");
    Map<String, Integer> answers = new TreeMap<>();
    Set<String> withVariables = new TreeSet<>();
    links.forEachEntry(
        (name, link) -> {
          String path =
              URI.create(link.path("href").stringValue().replaceAll("[{*}]", "_")).getPath();
          if (link.path("href").stringValue().contains("{")) {
            withVariables.add(name);
          } else if (!name.equals("heapdump") && !name.equals("shutdown")) {
            answers.put(name, status(path));
          }
        });
    assertThat(answers)
        .containsOnlyKeys(
            "conditions",
            "configprops",
            "env",
            "health",
            "httpexchanges",
            "info",
            "logfile",
            "loggers",
            "mappings",
            "metrics",
            "prometheus",
            "sbom",
            "scheduledtasks",
            "self",
            "startup",
            "threaddump");
    assertThat(answers.values()).containsOnly(200);
    assertThat(withVariables)
        .containsExactlyInAnyOrder(
            "configprops-prefix",
            "env-toMatch",
            "health-path",
            "loggers-name",
            "metrics-requiredMetricName",
            "orders-customer-rest",
            "orders-customer",
            "sbom-id");
  }

  private static int status(String path) {
    try {
      return get(path).statusCode();
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  @Test
  void selectorsAndParametersReachTheOperation() throws Exception {
    assertThat(get("/actuator/metrics/jvm.memory.used?tag=area:heap&tag=id:none").statusCode())
        .isEqualTo(404);
    assertThat(get("/actuator/metrics/jvm.memory.used?tag=area:heap").body())
        .contains("\"availableTags\":[{\"tag\":\"id\"");
    assertThat(get("/actuator/env/server.port").body()).contains("\"property\":");
    assertThat(get("/actuator/loggers/io.crossim").body()).contains("\"effectiveLevel\"");
    assertThat(get("/actuator/orders/a%20b/c/d%2Fe?most=3&tags=x&tags=y").body())
        .isEqualTo("\"a b[c, d/e]3[x, y]\"");
    assertThat(get("/actuator/orders/a/b?most=3&customer=c&rest=d").body())
        .as("the path wins")
        .isEqualTo("\"a[b]3null\"");
    assertThat(get("/actuator/orders/a/b?most=3&tags=x").body()).isEqualTo("\"a[b]3[x]\"");
  }

  @Test
  void whatIsMissingOrWrongIsTold() throws Exception {
    assertThat(get("/actuator/orders/a/b").statusCode()).as("no most").isEqualTo(400);
    assertThat(get("/actuator/orders/a/b?most=many").statusCode()).isEqualTo(400);
    assertThat(post("/actuator/orders/a", "{\"note\":\"n\"}").statusCode()).isEqualTo(204);
    HttpResponse<String> broken = post("/actuator/orders/a", "");
    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(broken.body()).doesNotContain("secret");
    assertThat(post("/actuator/orders/a", "[1]").statusCode()).isEqualTo(400);
    assertThat(post("/actuator/orders/a", "null").statusCode()).isEqualTo(400);
    assertThat(post("/actuator/env", "{}").statusCode()).isEqualTo(405);
    HttpResponse<String> unknownMethod = post("/actuator/orders/a/b", "{}");
    assertThat(unknownMethod.statusCode()).isEqualTo(405);
    assertThat(unknownMethod.headers().firstValue("Allow")).contains("GET");
    assertThat(unknownMethod.body()).contains("\"method: POST (expected: GET)\"");
    assertThat(get("/actuator/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/actuator/beans").statusCode()).as("no access").isEqualTo(404);
    assertThat(get("/actuator/orders").statusCode()).isEqualTo(404);
    assertThat(get("/actuator/env", "Accept", "image/png").statusCode()).isEqualTo(406);
  }

  /** Anybody may ask for them, who would write the log full. */
  @ParameterizedTest
  @CsvSource({
    "health/%zz, 400",
    "health/a/%, 400",
    "orders/%c, 400",
    "metrics/%zz, 400",
    "health/none, 404",
    "health/a/b/c/d, 404",
    "health/liveness/a/b, 404",
    "health/diskSpace/a/b, 404"
  })
  void aPathThatNothingHasLeavesNoTrace(String path, int status, CapturedOutput output)
      throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(address).getPort())) {
      String request =
          "GET /actuator/" + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 " + status);
    }
    assertThat(output).doesNotContain("ERROR", "Exception");
  }

  @Test
  void anAnswerThatCannotBeWrittenIsAFaultOfTheService() throws Exception {
    assertThat(get("/actuator/orders/unwritable/b?most=1").statusCode()).isEqualTo(500);
  }

  @Test
  void anEnvelopeHasItsFourFields() throws Exception {
    HttpResponse<String> conflict = delete("/actuator/orders/a");
    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(type(conflict)).isEqualTo("application/json");
    assertThat(conflict.body())
        .isEqualTo(
            "{\"code\":\"3000\",\"message\":\"a is packed\",\"reqNo\":null,\"dataBody\":null}");
  }

  private static HttpResponse<String> delete(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(address + path)).DELETE().build(),
        BodyHandlers.ofString());
  }

  /** A browser on this machine shows it, so that it is no operator. */
  @Test
  void aForeignPageSeesOneWordOfHealth() throws Exception {
    assertThat(get("/actuator/health", "Origin", "http://example.org").body())
        .isEqualTo(get("/actuator/health", "Via", "a proxy").body());
  }

  @Test
  void callersGetTheFormatThatTheyAskFor() throws Exception {
    assertThat(type(get("/actuator/prometheus"))).startsWith("text/plain").contains("0.0.4");
    HttpResponse<String> open =
        get("/actuator/prometheus", "Accept", "application/openmetrics-text;version=1.0.0");
    assertThat(type(open)).startsWith("application/openmetrics-text");
    assertThat(open.body()).endsWith("# EOF\n");
    assertThat(type(get("/actuator/health", "Accept", "application/json")))
        .isEqualTo("application/json");
    assertThat(type(get("/actuator/health", "Accept", "text/html, application/*;q=0.5")))
        .isEqualTo("application/vnd.spring-boot.actuator.v3+json");
    assertThat(get("/actuator/prometheus?includedNames=cim_ready").body())
        .contains("cim_ready 1.0")
        .doesNotContain("jvm_");
  }

  private static String type(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  @Test
  void ownIndicatorsAndGroupsAreThere() throws Exception {
    assertThat(get("/actuator/health").body())
        .contains("\"pump\":{\"details\":{\"pressure\":3},\"status\":\"UP\"}")
        .contains("\"eventLoops\":{", "\"readinessState\":{");
    assertThat(get("/actuator/health/pumps").body()).contains("pump").doesNotContain("Loops");
    assertThat(get("/pumps").body()).isEqualTo(get("/actuator/health/pumps").body());
    assertThat(get("/actuator/health/pump").body()).contains("\"pressure\":3");
    assertThat(get("/actuator/health/none").statusCode()).isEqualTo(404);
    assertThat(get("/actuator/health/").body()).contains("\"pump\":{");
    assertThat(get("/actuator/health/", "Via", "a proxy").body())
        .isEqualTo(get("/actuator/health", "Via", "a proxy").body());
    assertThat(get("/actuator/health/liveness?path=pump").body())
        .as("the path wins")
        .contains("livenessState")
        .doesNotContain("pressure");
    assertThat(get("/actuator/health", "Via", "a proxy").body()).doesNotContain("pump\"");
    assertThat(get("/actuator/health/pump", "Via", "a proxy").statusCode()).isEqualTo(404);
  }

  @Test
  void infoIsWhereItWasMappedTo() throws Exception {
    assertThat(get("/actuator/about").body()).contains("\"cim\":{\"name\":\"cim\",", "\"java\":{");
    assertThat(get("/actuator/info").statusCode()).isEqualTo(404);
  }

  @Test
  void allButThreeAreForOperators() throws Exception {
    String[] stranger = {"Via", "a proxy"};
    for (String path : List.of("health", "about", "prometheus", "health/liveness")) {
      assertThat(get("/actuator/" + path, stranger).statusCode()).as(path).isEqualTo(200);
    }
    for (String path :
        List.of("/env", "/metrics", "/threaddump", "/heapdump", "/orders/a/b?most=1", "", "/")) {
      assertThat(get("/actuator" + path, stranger).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(
            get("/actuator/env", "Via", "a proxy", "Authorization", TestSecret.HEADER).statusCode())
        .isEqualTo(200);
  }

  @Test
  void oneThatHangsHoldsNothingElseUp() throws Exception {
    CompletableFuture<HttpResponse<String>> slow =
        CLIENT.sendAsync(
            HttpRequest.newBuilder(URI.create(address + "/actuator/orders/slow"))
                .POST(BodyPublishers.ofString("{\"note\":\"n\"}"))
                .header("Content-Type", "application/json")
                .build(),
            BodyHandlers.ofString());
    EndpointsApplication.HELD.await();
    assertThat(get("/actuator/orders/a/b?most=1").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(slow).isNotDone();
    EndpointsApplication.RELEASED.countDown();
    assertThat(slow.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
  }

  /** It is far too large to be held. */
  @Test
  void aHeapDumpComesWholeAndLeavesNothing() throws Exception {
    HttpResponse<InputStream> dump =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(address + "/actuator/heapdump?live=true")).build(),
            BodyHandlers.ofInputStream());
    assertThat(type(dump)).isEqualTo("application/octet-stream");
    try (InputStream body = dump.body()) {
      assertThat(new String(body.readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("JAVA PROFILE");
      assertThat(body.skip(Long.MAX_VALUE)).isGreaterThan(1 << 20);
    }
    assertThat(EndpointsApplication.DUMPS).hasSize(1);
    await().until(() -> EndpointsApplication.DUMPS.stream().noneMatch(File::exists));
  }
}
