package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.NodePeople;
import io.crossim.it.client.Patience;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.it.fixture.LocalBackends;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.sdk.Client;
import io.crossim.sdk.SendResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JavaScript library against a real CIM. */
class JavaScriptIT {

  private static final int TEXTS = 300;

  @TempDir private Path directory;

  @Test
  void peopleChatWithAnswersGroupsAndHistoryInASingleProcess() throws Exception {
    try (SingleProcess cim = SingleProcess.start(directory, "cim.conversations.private=true");
        NodePeople node = NodePeople.start(directory, cim.route().url())) {
      Route route = cim.route();
      User ana = route.register("ana");
      User bo = route.register("bo");
      List<String> toBo = new CopyOnWriteArrayList<>();
      try (Client java = client(route, bo, toBo)) {
        java.start().get(Patience.CALL.toSeconds(), TimeUnit.SECONDS);
        node.onlineByName(ana);
        for (int i = 0; i < TEXTS; i++) {
          node.send(ana, bo, "to bo " + i);
          var unused = java.send(ana.id(), "to ana " + i);
        }
        awaitTexts(toBo, "to bo ");
        await().until(() -> node.received(ana).size() >= TEXTS);
        assertThat(node.received(ana)).containsExactlyElementsOf(texts("to ana "));
        await().until(() -> node.outcomes(ana).size() == TEXTS);
        assertThat(node.outcomes(ana).values()).containsOnly("PUSHED", "STORED");

        long group = node.create(ana, "climbers", bo);
        node.sendToGroup(ana, group, "who comes?");
        await().until(() -> toBo.contains("who comes?"));
        java.sendToGroup(group, "I do").get(Patience.CALL.toSeconds(), TimeUnit.SECONDS);
        await().until(() -> node.received(ana).contains("I do"));
        node.askHistory(ana, group);
        await()
            .until(
                () -> node.of(ana, "history"), List.of("JOINED", "who comes?", "I do")::equals);
        node.askUnread(ana);
        await().until(() -> node.of(ana, "unread").contains("climbers 1"));

        node.stop(ana);
        node.awaitState(ana, "CLOSED");
        java.send(ana.id(), "while you were away").get(Patience.CALL.toSeconds(), TimeUnit.SECONDS);
        node.online(ana);
        await().until(() -> node.received(ana).contains("while you were away"));
      }
      assertThat(node.received(ana)).doesNotHaveDuplicates();
    }
  }

  @Test
  void everyMessageComesOnceWhenTheServerOfTheReceiverIsKilled() throws Exception {
    try (LocalBackends backends = LocalBackends.start(directory);
        CimCluster cluster =
            CimCluster.start(
                backends.addresses(), ClusterSpec.of(2, 1), directory.resolve("logs"));
        NodePeople node = NodePeople.start(directory, cluster.route(0).url())) {
      Route route = cluster.route(0);
      User ana = cluster.userOn(0, route, "ana");
      User bo = cluster.userOn(1, route, "bo");
      List<String> toBo = new CopyOnWriteArrayList<>();
      try (Client java = client(route, bo, toBo)) {
        java.start().get(Patience.CALL.toSeconds(), TimeUnit.SECONDS);
        node.online(ana);
        List<CompletableFuture<SendResult>> sent = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
          if (i == TEXTS / 3) {
            int some = i / 2;
            await().until(() -> node.received(ana).size() > some);
            cluster.server(0).process().kill();
          }
          sent.add(java.send(ana.id(), "to ana " + i));
          node.send(ana, bo, "to bo " + i);
        }
        awaitTexts(toBo, "to bo ");
        await().until(() -> node.received(ana).size() >= TEXTS);
        assertThat(node.received(ana)).containsExactlyElementsOf(texts("to ana "));
        node.awaitState(ana, "READY");
        assertThat(node.of(ana, "state")).contains("RECONNECTING");
        for (CompletableFuture<SendResult> one : sent) {
          one.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        }
        await().until(() -> node.outcomes(ana).size() == TEXTS);
        assertThat(node.outcomes(ana).values()).containsOnly("PUSHED", "STORED");
      }
    }
  }

  private static void awaitTexts(List<String> received, String prefix) {
    await().until(() -> received.size() >= TEXTS);
    assertThat(received).containsExactlyElementsOf(texts(prefix));
  }

  private static List<String> texts(String prefix) {
    return IntStream.range(0, TEXTS).mapToObj(i -> prefix + i).toList();
  }

  private static Client client(Route route, User user, List<String> texts) {
    return Client.builder()
        .routeUrl(route.url())
        .user(user.id(), user.name())
        .listener(
            message -> {
              if (!message.text().isEmpty()) {
                texts.add(message.text());
              }
            })
        .build();
  }
}
