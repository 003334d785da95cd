package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Answer;
import io.crossim.it.client.Route;
import io.crossim.it.client.ServerAt;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.client.V2Console;
import io.crossim.it.fixture.CimCluster;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a client of protocol v2 does with a cluster, every day. */
abstract class ChatTests {

  private CimCluster cluster;
  private Route first;
  private Route second;

  @BeforeEach
  void take(CimCluster shared) {
    cluster = shared;
    first = shared.route(0);
    second = shared.route(1);
  }

  @Test
  void groupMessageReachesEverybodyButItsSender() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    User cy = cluster.userOn(0, first, "cy");
    try (V2Client a = V2Client.online(first, ana);
        V2Client b = V2Client.online(second, bo);
        V2Client c = V2Client.online(first, cy)) {
      assertThat(first.toAll(ana, "hi all").orFail().isNull()).isTrue();
      b.awaitPush("hi all", ana, bo);
      c.awaitPush("hi all", ana, cy);
      second.toAll(bo, "hi back").orFail();
      a.awaitPush("hi back", bo, ana);
      assertThat(a.texts()).doesNotContain("hi all");
    }
  }

  @Test
  void groupMessageReachesOneWhoLoggedInThisVeryMoment() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, second, "bo");
    try (V2Client a = V2Client.online(first, ana)) {
      ServerAt server = second.chooseServer(bo);
      try (V2Client b = V2Client.connect(server.host(), server.tcpPort())) {
        b.login(bo);
        b.awaitPong(bo);
        first.toAll(ana, "are you here?").orFail();
        b.awaitPush("are you here?", ana, bo);
      }
      assertThat(a.isClosed()).isFalse();
    }
  }

  @Test
  void privateMessageReachesItsReceiverAlone() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    User cy = cluster.userOn(1, first, "cy");
    try (V2Client a = V2Client.online(first, ana);
        V2Client b = V2Client.online(first, bo);
        V2Client c = V2Client.online(first, cy)) {
      first.toOne(ana, bo, "for you: 你好 😀").orFail();
      b.awaitPush("for you: 你好 😀", ana, bo);
      second.toOne(cy, ana, "mine").orFail();
      a.awaitPush("mine", cy, ana);
      assertThat(c.messages()).isEmpty();
    }
  }

  @Test
  void privateMessagesOfOneSenderKeepTheirOrder() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    try (V2Client b = V2Client.online(first, bo)) {
      for (int i = 0; i < 50; i++) {
        first.toOne(ana, bo, "no " + i).orFail();
      }
      b.awaitText("no 49");
      assertThat(b.texts()).hasSize(50).element(7).isEqualTo("no 7");
      assertThat(b.texts()).doesNotHaveDuplicates();
    }
  }

  @Test
  void batchReachesItsReceiver() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    try (V2Client b = V2Client.online(first, bo)) {
      first.batch(ana, bo, List.of("one", "two", "three")).orFail();
      await()
          .untilAsserted(() -> assertThat(allTexts(b)).containsAll(List.of("one", "two", "three")));
      assertThat(b.messages())
          .allSatisfy(
              frame ->
                  assertThat(frame.getPropertiesMap())
                      .containsEntry("sendUserName", ana.name())
                      .containsEntry("sendUserId", "" + ana.id())
                      .containsEntry("receiveUserId", "" + bo.id()));
    }
  }

  @Test
  void aConsoleThatIsOnlineSeesAllOfABatch() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    List<String> texts = IntStream.range(0, 50).mapToObj(i -> "text " + i).toList();
    try (V2Console b = V2Console.online(first, bo)) {
      first.batch(ana, bo, texts).orFail();
      await().untilAsserted(() -> assertThat(b.printed()).isEqualTo(texts));
    }
  }

  @Test
  void aConsoleThatIsOnlineSeesAllOfTenSenders() {
    User bo = cluster.userOn(1, first, "bo");
    List<User> senders =
        IntStream.range(0, 10).mapToObj(i -> first.register("sender" + i)).toList();
    try (V2Console b = V2Console.online(first, bo)) {
      senders.parallelStream()
          .forEach(
              sender -> {
                for (int i = 0; i < 20; i++) {
                  first.toOne(sender, bo, sender.name() + " " + i).orFail();
                }
              });
      await().untilAsserted(() -> assertThat(b.printed()).hasSize(200));
      assertThat(b.printed()).doesNotHaveDuplicates();
    }
  }

  private static List<String> allTexts(V2Client client) {
    return client.messages().stream()
        .flatMap(
            frame ->
                frame.getBatchCount() > 0
                    ? frame.getBatchList().stream()
                    : List.of(frame.getText()).stream())
        .toList();
  }

  @Test
  void privateMessageToOneWhoIsOfflineWaitsForHim() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    assertThat(first.toOne(ana, bo, "for later").orFail().isNull()).isTrue();
    try (V2Client b = V2Client.online(second, bo)) {
      b.awaitPush("for later", ana, bo);
    }
  }

  @Test
  void whoIsOnlineIsListedByBothRoutesUntilHeGoes() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    try (V2Client a = V2Client.online(first, ana)) {
      try (V2Client b = V2Client.online(second, bo)) {
        assertThat(first.onlineNames()).contains(ana.name(), bo.name());
        assertThat(second.onlineNames()).contains(ana.name(), bo.name());
        JsonNode entry = first.online().orFail().get(0);
        assertThat(entry.propertyNames()).containsExactlyInAnyOrder("userId", "userName");
        assertThat(b.isClosed()).isFalse();
      }
      await().untilAsserted(() -> assertThat(first.onlineNames()).doesNotContain(bo.name()));
      assertThat(second.onlineNames()).contains(ana.name());
      assertThat(a.isClosed()).isFalse();
    }
  }

  @Test
  void whoWentMayComeBack() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    try (V2Client a = V2Client.online(first, ana)) {
      V2Client.online(first, bo).close();
      await().untilAsserted(() -> assertThat(first.onlineNames()).doesNotContain(bo.name()));
      first.offline(bo).orFail();
      try (V2Client again = V2Client.online(second, bo)) {
        first.toOne(ana, bo, "welcome back").orFail();
        again.awaitPush("welcome back", ana, bo);
        second.toAll(bo, "I am back").orFail();
        a.awaitPush("I am back", bo, ana);
      }
    }
  }

  @Test
  void offLineOfALivingConnectionDoesNotCutItOff() {
    User ana = cluster.userOn(0, first, "ana");
    User bo = cluster.userOn(1, first, "bo");
    try (V2Client b = V2Client.online(first, bo)) {
      second.offline(bo).orFail();
      first.toOne(ana, bo, "still there?").orFail();
      b.awaitPush("still there?", ana, bo);
    }
  }

  @Test
  void serverPushesForAScriptWithDefaults() {
    User ana = cluster.userOn(0, first, "ana");
    try (V2Client a = V2Client.online(first, ana)) {
      Answer taken =
          cluster.serverHttp(0).post("/sendMsg", Map.of("userId", ana.id(), "msg", "from ops"));
      assertThat(taken.orFail().path("msg").asString()).isEqualTo("OK");
      assertThat(a.awaitText("from ops").getPropertiesMap())
          .isEqualTo(
              Map.of(
                  "sendUserId", "0",
                  "sendUserName", "system",
                  "receiveUserId", Long.toString(ana.id())));
      Answer elsewhere =
          cluster.serverHttp(1).post("/sendMsg", Map.of("userId", ana.id(), "msg", "from ops"));
      assertThat(elsewhere.code()).isEqualTo("7000");
    }
  }

  @Test
  void answersHaveNoFieldBeyondTheContract() {
    User ana = first.register("ana");
    Answer registered = first.http().post("/registerAccount", Map.of("userName", ana.name()));
    assertEnvelope(registered, "userId", "userName");
    assertThat(registered.data().path("userId").asLong()).isEqualTo(ana.id());
    assertEnvelope(first.login(ana), "ip", "cimServerPort", "httpPort");
    assertEnvelope(first.offline(ana));
    assertEnvelope(first.toAll(ana, "hello"));
    assertThat(first.online().data().isArray()).isTrue();
    assertThat(first.toAll(ana, "hello").body().path("reqNo").asString()).isEqualTo("1234567890");
  }

  private static void assertEnvelope(Answer answer, String... dataFields) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.fields()).containsExactlyInAnyOrder("code", "message", "reqNo", "dataBody");
    if (dataFields.length == 0) {
      assertThat(answer.data().isNull()).isTrue();
    } else {
      assertThat(answer.data().propertyNames()).containsExactlyInAnyOrder(dataFields);
    }
  }
}
