package io.crossim.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.service.start.ServiceRunner;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI page tells all of a call that somebody needs who tries it there. */
class OpenApiPageTest {

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  @Test
  void everyCallHasTypesAndAnExampleThatIsUnderstood() throws Exception {
    try (ConfigurableApplicationContext context =
        ServiceRunner.application(CimApplication.class, CimApplication.DEFAULTS)
            .run(
                "--server.port=0",
                "--cim.server.port=0",
                "--cim.standalone.send-port=-1",
                "--cim.management.port=-1",
                "--cim.data.directory=" + directory)) {
      String url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
      JsonNode page = ask(HttpRequest.newBuilder(URI.create(url + "/v3/api-docs")));
      assertThat(page.at("/info/title").asString()).isEqualTo("CIM");
      assertThat(page.at("/components/securitySchemes").propertyNames())
          .containsExactlyInAnyOrder("token", "credential");
      assertThat(page.path("paths").propertyNames())
          .contains("/registerAccount", "/onlineUser", "/p2pRoute", "/sendMsg");
      for (String path : page.path("paths").propertyNames()) {
        assertIsWhole(url, page, path);
      }
      assertThat(page.at("/paths/~1onlineUser/get/parameters").findValuesAsString("name"))
          .containsExactlyInAnyOrder("CIM-Proto", "limit", "after");
      assertThat(page.at("/components/schemas/PrivateMessage/required").toString())
          .isEqualTo("[\"receiveUserId\",\"userId\"]");
    }
  }

  private void assertIsWhole(String url, JsonNode page, String path) throws Exception {
    JsonNode call = page.path("paths").path(path).iterator().next();
    assertThat(call.path("responses").propertyNames())
        .as(path)
        .containsExactlyInAnyOrder("200", "400", "401", "429", "503");
    assertThat(call.path("parameters").findValuesAsString("name")).as(path).contains("CIM-Proto");
    JsonNode body = call.path("requestBody").path("content").path("application/json");
    if (body.isMissingNode()) {
      return;
    }
    String example = body.path("example").toString();
    JsonNode answer =
        ask(
            HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(example)));
    // Its ids belong to nobody here, and nobody shows a credential; but nothing in it is wrong.
    assertThat(answer.path("code").asString()).as(path + " " + example).isNotEqualTo("3000");
  }

  private JsonNode ask(HttpRequest.Builder request) throws Exception {
    return json.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }
}
