package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.SharedCluster;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.sdk.Client;
import io.crossim.sdk.ReceivedMessage;
import io.crossim.sdk.SendResult;
import io.crossim.sdk.SendStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted for somebody who is away, in the cluster and in the single process. */
@ExtendWith(SharedCluster.class)
class DeliveryIT {

  private static final int SENDERS = 10;
  private static final int EACH = 1_000;
  private static final Duration PATIENT = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void tenThousandMessagesOfTenSendersWaitInOrder(CimCluster cluster) throws Exception {
    tenThousandMessagesWait(cluster.route(0), cluster.route(1));
  }

  @Test
  void tenThousandMessagesOfTenSendersWaitInOrderInTheSingleProcess() throws Exception {
    try (SingleProcess cim = SingleProcess.start(directory)) {
      tenThousandMessagesWait(cim.route(), cim.route());
    }
  }

  @Test
  void oneIdThroughTwoRoutesIsOneMessage(CimCluster cluster) throws Exception {
    User ana = cluster.route(0).register("ana");
    User bo = cluster.route(0).register("bo");
    Map<String, Object> message =
        Map.of("userId", ana.id(), "receiveUserId", bo.id(), "msg", "once", "clientMsgId", "my-id");

    var first = cluster.route(0).http().postV3("/p2pRoute", message).orFail();
    var second = cluster.route(1).http().postV3("/p2pRoute", message).orFail();

    assertThat(second.path("messageId").asString()).isEqualTo(first.path("messageId").asString());
    assertThat(first.path("status").asString()).isEqualTo("STORED");
    List<ReceivedMessage> got = new CopyOnWriteArrayList<>();
    try (Client b = client(cluster.route(1), bo, got)) {
      b.start().get(20, TimeUnit.SECONDS);
      cluster.route(0).toOne(ana, bo, "then").orFail();
      await().untilAsserted(() -> assertThat(got).hasSizeGreaterThanOrEqualTo(2));
    }
    assertThat(got).extracting(ReceivedMessage::text).containsExactly("once", "then");
    assertThat(got.get(0).messageId()).isEqualTo(first.path("messageId").asString());
  }

  @Test
  void aMessageToSomebodyOnlineIsPushed(CimCluster cluster) throws Exception {
    User ana = cluster.userOn(0, cluster.route(0), "ana");
    User bo = cluster.userOn(1, cluster.route(0), "bo");
    List<ReceivedMessage> got = new CopyOnWriteArrayList<>();
    try (Client a = client(cluster.route(0), ana, new ArrayList<>());
        Client b = client(cluster.route(1), bo, got)) {
      a.start().get(20, TimeUnit.SECONDS);
      b.start().get(20, TimeUnit.SECONDS);

      SendResult result = a.send(bo.id(), "hello").get(20, TimeUnit.SECONDS);

      assertThat(result.status()).isEqualTo(SendStatus.PUSHED);
      await().untilAsserted(() -> assertThat(got).hasSize(1));
      assertThat(got.get(0).messageId()).isEqualTo(result.messageId());
      assertThat(got.get(0).senderName()).isEqualTo(ana.name());
    }
  }

  @Test
  void whatTheSingleProcessHadAcceptedOutlivesAKill() throws Exception {
    User ana;
    User bo;
    try (SingleProcess cim = SingleProcess.start(directory)) {
      ana = cim.route().register("ana");
      bo = cim.route().register("bo");
      for (int i = 0; i < 100; i++) {
        cim.route().toOne(ana, bo, "m" + i).orFail();
      }
      cim.process().process().kill();
    }
    try (SingleProcess cim = SingleProcess.start(directory)) {
      List<ReceivedMessage> got = new CopyOnWriteArrayList<>();
      try (Client b = client(cim.route(), bo, got)) {
        b.start().get(20, TimeUnit.SECONDS);
        await().untilAsserted(() -> assertThat(got).hasSize(100));
        assertThat(got)
            .extracting(ReceivedMessage::text)
            .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "m" + i).toList());
      }
    }
  }

  private static void tenThousandMessagesWait(Route first, Route second) throws Exception {
    User v3 = first.register("v3");
    User v2 = first.register("v2");
    Map<Long, User> senders = new HashMap<>();
    List<Client> clients = new ArrayList<>();
    List<CompletableFuture<SendResult>> sends = new ArrayList<>();
    try {
      for (int i = 0; i < SENDERS; i++) {
        User sender = first.register("sender");
        senders.put(sender.id(), sender);
        Client client = client(i % 2 == 0 ? first : second, sender, new ArrayList<>());
        clients.add(client);
        client.start().get(20, TimeUnit.SECONDS);
      }
      for (int n = 0; n < EACH; n++) {
        for (Client client : clients) {
          sends.add(client.send(v3.id(), Integer.toString(n)));
          sends.add(client.send(v2.id(), Integer.toString(n)));
        }
      }
      for (CompletableFuture<SendResult> send : sends) {
        assertThat(send.get(60, TimeUnit.SECONDS).status()).isEqualTo(SendStatus.STORED);
      }
    } finally {
      clients.forEach(Client::close);
    }
    List<ReceivedMessage> got = new CopyOnWriteArrayList<>();
    try (Client receiver = client(second, v3, got)) {
      receiver.start().get(20, TimeUnit.SECONDS);
      await()
          .atMost(PATIENT)
          .untilAsserted(() -> assertThat(got.size()).isGreaterThanOrEqualTo(SENDERS * EACH));
    }
    Map<Long, List<String>> bySender = new HashMap<>();
    for (ReceivedMessage message : got) {
      assertThat(message.senderName()).isEqualTo(senders.get(message.senderId()).name());
      bySender.computeIfAbsent(message.senderId(), id -> new ArrayList<>()).add(message.text());
    }
    assertInOrder(senders, bySender);
    assertInOrder(senders, fetchedByV2(second, v2));
  }

  private static Map<Long, List<String>> fetchedByV2(Route route, User receiver) {
    try (V2Client client = V2Client.online(route, receiver)) {
      await().untilAsserted(() -> assertThat(client.messages()).hasSize(8));
      route.http().post("/fetchOfflineMsgs", Map.of("receiveUserId", receiver.id())).orFail();
      await()
          .atMost(PATIENT)
          .untilAsserted(
              () -> assertThat(texts(client.messages())).isGreaterThanOrEqualTo(SENDERS * EACH));
      Map<Long, List<String>> bySender = new HashMap<>();
      for (Frame frame : client.messages()) {
        long sender = Long.parseLong(frame.getPropertiesOrThrow("sendUserId"));
        assertThat(frame.getBatchCount()).isLessThanOrEqualTo(100);
        bySender
            .computeIfAbsent(sender, id -> new ArrayList<>())
            .addAll(
                frame.getCmd() == Command.OFFLINE
                    ? frame.getBatchList()
                    : List.of(frame.getText()));
      }
      return bySender;
    }
  }

  private static int texts(List<Frame> frames) {
    return frames.stream().mapToInt(frame -> Math.max(1, frame.getBatchCount())).sum();
  }

  private static void assertInOrder(Map<Long, User> senders, Map<Long, List<String>> bySender) {
    List<String> all = IntStream.range(0, EACH).mapToObj(Integer::toString).toList();
    assertThat(bySender.keySet()).isEqualTo(senders.keySet());
    assertThat(bySender.values()).allSatisfy(texts -> assertThat(texts).isEqualTo(all));
  }

  private static Client client(Route route, User user, List<ReceivedMessage> messages) {
    return Client.builder()
        .routeUrl(route.url())
        .user(user.id(), user.name())
        .listener(messages::add)
        .build();
  }
}
