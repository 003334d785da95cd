package io.crossim.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Message;
import io.crossim.server.session.LocalNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Users make a group and talk, over HTTP and over their connections. */
@WholeCim
class GroupChatTest {

  @TempDir static Path data;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("cim.data.directory", data::toString);
  }

  @Autowired private LocalNode node;
  @Autowired private JsonMapper json;
  @LocalServerPort private int port;

  private final HttpClient http = HttpClient.newHttpClient();

  private JsonNode call(String path, String body, Object... values) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.formatted(values)))
            .build();
    JsonNode answer =
        json.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    assertThat(answer.path("code").asString()).as(path + " " + answer).isEqualTo("9000");
    return answer.path("dataBody");
  }

  private long register(String name) throws Exception {
    return call("/registerAccount", "{\"userName\":\"%s\"}", name).path("userId").asLong();
  }

  private TestClient connect(long user, String name) throws Exception {
    return new TestClient(node.current().orElseThrow().cimServerPort(), user, name);
  }

  private void send(long user, long group, String text) throws Exception {
    call("/group/send", "{\"userId\":%d,\"groupId\":%d,\"msg\":\"%s\"}", user, group, text);
  }

  @Test
  void membersTalkAndWhoIsRemovedHearsNothingMore() throws Exception {
    long alice = register("alice");
    long bob = register("bob");
    long carol = register("carol");
    try (TestClient a = connect(alice, "alice");
        TestClient b = connect(bob, "bob")) {
      long group =
          call(
                  "/group/create",
                  "{\"userId\":%d,\"name\":\"friends\",\"members\":[%d,%d]}",
                  alice,
                  bob,
                  carol)
              .path("groupId")
              .asLong();
      send(alice, group, "over HTTP");
      b.sendToGroup(group, "1", "over TCP");
      await().untilAsserted(() -> assertThat(a.texts()).contains("CONTENT over TCP"));
      await()
          .untilAsserted(
              () -> assertThat(b.texts()).containsExactly("JOINED", "CONTENT over HTTP"));

      call("/group/remove", "{\"userId\":%d,\"groupId\":%d,\"users\":[%d]}", alice, group, bob);
      send(alice, group, "secret");
      b.sendToGroup(group, "2", "not any more");

      await().untilAsserted(() -> assertThat(b.texts()).hasSize(3).endsWith("LEFT"));
      assertThat(b.others)
          .filteredOn(frame -> frame.getCmd() == Command.SEND_ACK)
          .flatExtracting(frame -> frame.getSendAcksList())
          .extracting(ack -> ack.getCode() + " " + ack.getConversationSeq())
          .containsExactly("9000 3", "9301 0");
      try (TestClient c = connect(carol, "carol")) {
        await()
            .untilAsserted(
                () ->
                    assertThat(c.texts())
                        .containsExactly(
                            "JOINED",
                            "CONTENT over HTTP",
                            "CONTENT over TCP",
                            "LEFT",
                            "CONTENT secret"));
        Message last = c.messages.get(4);
        assertThat(last.getConversation().getId()).isEqualTo(group);
        assertThat(last.getConversationName()).isEqualTo("friends");
        assertThat(last.getConversationSeq()).isEqualTo(5);
        assertThat(last.getSenderName()).isEqualTo("alice");
      }
      assertThat(b.texts()).doesNotContain("CONTENT secret");
    }
  }

  @Test
  void whoWasAwayGetsEverythingInOrder() throws Exception {
    long dora = register("dora");
    long emil = register("emil");
    long group =
        call("/group/create", "{\"userId\":%d,\"name\":\"many\",\"members\":[%d]}", dora, emil)
            .path("groupId")
            .asLong();
    try (TestClient d = connect(dora, "dora")) {
      for (int i = 1; i <= 1_000; i++) {
        d.sendToGroup(group, "m" + i, "m" + i);
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(d.others)
                      .filteredOn(frame -> frame.getCmd() == Command.SEND_ACK)
                      .flatExtracting(frame -> frame.getSendAcksList())
                      .extracting(ack -> ack.getCode())
                      .hasSize(1_000)
                      .containsOnly("9000"));
    }
    try (TestClient e = connect(emil, "emil")) {
      List<String> expected =
          IntStream.rangeClosed(1, 1_000).mapToObj(i -> "CONTENT m" + i).toList();

      await().untilAsserted(() -> assertThat(e.texts()).hasSize(1_001));
      assertThat(e.texts().subList(1, 1_001)).isEqualTo(expected);
    }
  }
}
