package io.crossim.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.service.start.ServiceRunner;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OpenAPI page tells all of a call that somebody needs who tries it there. The committed files
 * tell the same; with {@code -Dopenapi.write=true} they are written instead of compared.
 */
class OpenApiPageTest {

  private static final String WRITE =
      "./mvnw -pl cim-standalone -am test -Dtest=OpenApiPageTest -Dopenapi.write=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @TempDir private static Path directory;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private static ConfigurableApplicationContext context;
  private static String url;
  private static JsonNode page;

  @BeforeAll
  static void start() throws Exception {
    context =
        ServiceRunner.application(CimApplication.class, CimApplication.DEFAULTS)
            .run(
                "--server.port=0",
                "--cim.server.port=0",
                "--cim.standalone.send-port=-1",
                "--cim.management.port=-1",
                "--cim.warmup.enabled=false",
                "--cim.data.directory=" + directory);
    url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    page = ask(HttpRequest.newBuilder(URI.create(url + "/v3/api-docs")));
  }

  @AfterAll
  static void stop() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void everyCallHasTypesAndAnExampleThatIsUnderstood() throws Exception {
    assertThat(page.at("/info/title").asString()).isEqualTo("CIM");
    assertThat(page.at("/components/securitySchemes").propertyNames())
        .containsExactlyInAnyOrder("token", "credential");
    assertThat(page.path("paths").propertyNames())
        .contains("/registerAccount", "/onlineUser", "/p2pRoute", "/sendMsg");
    for (String path : page.path("paths").propertyNames()) {
      assertIsWhole(path);
    }
    assertThat(page.at("/paths/~1onlineUser/get/parameters").findValuesAsString("name"))
        .containsExactlyInAnyOrder("CIM-Proto", "limit", "after");
    assertThat(page.at("/components/schemas/PrivateMessage/required").toString())
        .isEqualTo("[\"receiveUserId\",\"userId\"]");
  }

  @Test
  void callsAboutGroupsHaveAnswersOfTheirOwn() {
    JsonNode call = page.at("/paths/~1group~1create/post");
    assertThat(call.path("operationId").asString()).isEqualTo("groupCreate");
    assertThat(call.path("responses").propertyNames())
        .containsExactlyInAnyOrder("200", "400", "401", "403", "404", "409", "429", "500", "503");
    assertThat(call.at("/responses/429/description").asString()).contains("7301");
    assertThat(page.at("/paths/~1groupRoute/post/responses").propertyNames())
        .containsExactlyInAnyOrder("200", "400", "401", "429", "500", "503");
    assertThat(page.at("/paths/~1history/get/parameters").findValuesAsString("name"))
        .containsExactlyInAnyOrder(
            "CIM-Proto", "userId", "groupId", "peerId", "before", "after", "limit");
    assertThat(page.at("/components/schemas/GroupMember/required").toString())
        .isEqualTo("[\"joinSeq\",\"mutedUntil\",\"role\",\"userId\"]");
  }

  @Test
  void itSaysWhatIsAlwaysThereAndWhatMayBeNull() {
    JsonNode schemas = page.at("/components/schemas");
    schemas.properties().stream()
        .filter(schema -> schema.getKey().startsWith("Envelope"))
        .forEach(
            schema -> {
              assertThat(schema.getValue().path("required").toString())
                  .as(schema.getKey())
                  .isEqualTo("[\"code\",\"dataBody\",\"message\",\"reqNo\"]");
              assertThat(schema.getValue().at("/properties/reqNo/type").toString())
                  .isEqualTo("[\"string\",\"null\"]");
              assertThat(schema.getValue().at("/properties/dataBody").toString())
                  .as(schema.getKey())
                  .contains("\"null\"");
            });
    assertThat(schemas.at("/PrivateMessage/properties/userId/type").asString())
        .isEqualTo("integer");
    assertThat(schemas.at("/PrivateMessage/properties/msg/type").toString())
        .isEqualTo("[\"string\",\"null\"]");
    assertThat(schemas.at("/ServerAddress/required").toString())
        .isEqualTo("[\"cimServerPort\",\"httpPort\",\"ip\"]");
    assertThat(schemas.at("/ServerAddress/properties/token/type").asString()).isEqualTo("string");
  }

  @ParameterizedTest
  @EnumSource
  void theCommittedFileTellsTheSame(OpenApiFile file) throws Exception {
    String text = file.of(page);
    if (Boolean.getBoolean("openapi.write")) {
      Files.createDirectories(file.path().getParent());
      Files.writeString(file.path(), text);
    }
    assertThat(Files.readString(file.path()))
        .as("%s; after a change of a call write it anew: %s", file.path(), WRITE)
        .isEqualTo(text);
  }

  private static void assertIsWhole(String path) throws Exception {
    JsonNode call = page.path("paths").path(path).iterator().next();
    assertThat(call.path("operationId").asString().toLowerCase(Locale.ROOT))
        .isEqualTo(path.replace("/", "").toLowerCase(Locale.ROOT));
    assertThat(call.path("responses").propertyNames())
        .as(path)
        .contains("200", "400", "401", "429", "500", "503");
    assertThat(call.path("responses").findValues("content"))
        .as(path)
        .hasSize(call.path("responses").size())
        .allSatisfy(
            content -> assertThat(content.propertyNames()).containsExactly("application/json"));
    assertThat(call.path("security").size()).as(path).isEqualTo(2);
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

  private static JsonNode ask(HttpRequest.Builder request) throws Exception {
    return JSON.readTree(HTTP.send(request.build(), BodyHandlers.ofString()).body());
  }
}
