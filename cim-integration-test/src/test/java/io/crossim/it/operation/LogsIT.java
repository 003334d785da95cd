package io.crossim.it.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.sdk.Client;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Logs that machines read, and that tell no text. */
class LogsIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TEXT = "only for your eyes";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"ecs", "logstash"})
  void everyLineIsJsonAndNamesSessionAndMessage(String format) throws Exception {
    try (SingleProcess cim =
        SingleProcess.start(directory, "logging.structured.format.console=" + format)) {
      chat(cim);
      assertThat(Management.of(cim.process()).setLevel("io.crossim", "DEBUG")).isEqualTo(204);
      chat(cim);
      await().until(() -> lines(cim).stream().anyMatch(line -> line.has("messageId")));
      cim.close();
      assertThat(lines(cim))
          .hasSizeGreaterThan(5)
          .allSatisfy(line -> assertThat(line.path("message").asString()).isNotEmpty())
          .anySatisfy(line -> assertThat(line.path("sessionId").asLong()).isPositive())
          .noneSatisfy(line -> assertThat(line.toString()).contains(TEXT));
    }
  }

  @Test
  void linesForPeopleTellNoTextEither() throws Exception {
    try (SingleProcess cim = SingleProcess.start(directory)) {
      chat(cim);
      Management.of(cim.process()).setLevel("io.crossim", "DEBUG");
      chat(cim);
      cim.close();
      assertThat(cim.process().process().output())
          .anyMatch(line -> line.contains("is bound"))
          .noneMatch(line -> line.contains(TEXT));
    }
  }

  /** To somebody who is away and comes, to all, and what is refused. */
  private static void chat(SingleProcess cim) throws Exception {
    Route route = cim.route();
    User ana = route.register("ana");
    User bo = route.register("bo");
    List<String> got = new CopyOnWriteArrayList<>();
    route.toOne(ana, bo, TEXT).orFail();
    route.toOne(ana, new User(1, "nobody"), TEXT);
    try (Client b =
            Client.builder()
                .routeUrl(route.url())
                .user(bo.id(), bo.name())
                .listener(message -> got.add(message.text()))
                .build();
        V2Client a = V2Client.online(route, ana)) {
      b.start().get(20, TimeUnit.SECONDS);
      await().untilAsserted(() -> assertThat(got).contains(TEXT));
      b.send(ana.id(), TEXT).get(20, TimeUnit.SECONDS);
      b.sendAll(TEXT).get(20, TimeUnit.SECONDS);
      a.awaitText(TEXT);
    }
  }

  private static List<JsonNode> lines(SingleProcess cim) {
    return cim.process().process().output().stream().map(JSON::readTree).toList();
  }
}
