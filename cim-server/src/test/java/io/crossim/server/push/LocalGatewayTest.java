package io.crossim.server.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.server.TestClient;
import io.crossim.server.TestServer;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.DisplaceRequest;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.OnlineUser;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.api.ReleaseRequest;
import io.crossim.server.api.SendRequest;
import io.crossim.server.api.SessionRef;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalGatewayTest {

  @RegisterExtension final TestServer server = new TestServer();

  @Test
  void pushHasAnOutcomeForEachMessage() throws IOException {
    try (TestClient ann = server.login(1, "ann")) {
      List<PushOutcome> outcomes =
          server
              .gateway
              .push(
                  PushBatch.newBuilder()
                      .addPushes(push(1, "one"))
                      .addPushes(push(2, "nobody"))
                      .addPushes(push(1, "two"))
                      .build())
              .join()
              .getOutcomesList();

      assertThat(outcomes).containsExactly(PushOutcome.TAKEN, PushOutcome.GONE, PushOutcome.TAKEN);
      assertThat(ann.read()).isEqualTo(frame(1, 5, "user5", "one"));
      assertThat(ann.read()).isEqualTo(frame(1, 5, "user5", "two"));
    }
  }

  @Test
  void pushesKeepTheirOrder() throws IOException {
    try (TestClient ann = server.loginV3(1, "ann")) {
      for (int i = 0; i < 200; i++) {
        if (i % 2 == 0) {
          server.gateway.push(PushBatch.newBuilder().addPushes(push(1, "t" + i)).build());
        } else {
          server.gateway.broadcast(broadcast(5, "t" + i));
        }
      }

      for (int i = 0; i < 200; i++) {
        assertThat(ann.read().getMessages(0).getBody().toStringUtf8()).isEqualTo("t" + i);
      }
    }
  }

  @Test
  void broadcastReachesEverybodyButItsSender() throws IOException {
    try (TestClient ann = server.login(1, "ann");
        TestClient bob = server.login(2, "bob");
        TestClient eve = server.login(5, "eve")) {
      assertThat(server.gateway.broadcast(broadcast(5, "hello")).join().getReceivers())
          .isEqualTo(2);

      assertThat(ann.read()).isEqualTo(frame(1, 5, "eve", "hello"));
      assertThat(bob.read()).isEqualTo(frame(2, 5, "eve", "hello"));
      eve.ping(5).expectPong(5);
    }
  }

  @Test
  void whoIsOnlineAndDoesNotKeepUpMissesABroadcastAndIsCounted() throws IOException {
    try (TestClient ann = server.loginV3(1, "ann")) {
      assertThat(server.registry.of(1)).hasSize(1);
      String large = "x".repeat(1 << 20);

      List<BroadcastReply> replies =
          IntStream.range(0, 50)
              .mapToObj(i -> server.gateway.broadcast(broadcast(5, large)).join())
              .toList();

      assertThat(replies).allMatch(reply -> reply.getReceivers() + reply.getMissed() == 1);
      assertThat(replies.get(49).getMissed()).isEqualTo(1);
      assertThat(server.gateway.broadcast(broadcast(1, "alone")).join())
          .isEqualTo(BroadcastReply.getDefaultInstance());
    }
  }

  @Test
  void messagesOfALoginThatIsUnderWayWait() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    server.sessions.during =
        bind -> {
          asked.countDown();
          awaitUninterrupted(answer);
        };
    try (TestClient ann = server.connect().login(1, "ann").ping(1)) {
      asked.await();
      assertThat(server.gateway.send(text(1, "first")).join()).isTrue();
      assertThat(server.gateway.broadcast(broadcast(5, "second")).join().getReceivers())
          .isEqualTo(1);
      assertThat(server.gateway.online(OnlineRequest.getDefaultInstance()).join().getUsersList())
          .isEmpty();
      answer.countDown();

      List<String> texts = IntStream.range(0, 3).mapToObj(i -> read(ann).getText()).toList();
      assertThat(texts).contains("pong").containsSubsequence("first", "second");
    }
  }

  @Test
  void sendReachesTheUserOrSaysThatItDoesNot() throws IOException {
    try (TestClient ann = server.login(1, "ann")) {
      assertThat(server.gateway.send(text(1, "hi")).join()).isTrue();
      assertThat(server.gateway.send(text(2, "hi")).join()).isFalse();
      assertThat(ann.read()).isEqualTo(frame(1, 0, "system", "hi"));
    }
  }

  @Test
  void textBeyondTheBoundIsRefused() {
    String large = "x".repeat(TestServer.MAX_FRAME);

    assertThatThrownBy(() -> server.gateway.send(text(1, large)).join())
        .isInstanceOf(CimException.class)
        .hasMessageContaining("at most " + TestServer.MAX_FRAME);
  }

  @Test
  void whoIsAskedToMoveDoesNotKeepHimselfOutElsewhere() throws IOException {
    try (TestClient ann = server.loginV3(1, "ann")) {
      Connection connection = server.registry.of(1).get(0);
      SessionRef session =
          SessionRef.newBuilder().setUserId(1).setConnection(connection.id()).build();
      assertThat(server.gateway.probe(session).join().getAnswers()).isTrue();
      connection.loop().submit(() -> connection.sendAway(0)).syncUninterruptibly();
      assertThat(ann.read().getCmd()).isEqualTo(Command.GO_AWAY);
      assertThat(server.gateway.probe(session).join().getAnswers()).isFalse();

      server.ticker.advance(Duration.ofSeconds(11));
      ann.ping(1).expectPong(1);
      assertThat(server.gateway.probe(session).join().getAnswers()).isTrue();
    }
  }

  @Test
  void aPongTellsHowManyClientsCouldMove() throws IOException {
    try (TestClient ann = server.loginV3(1, "ann");
        TestClient bob = server.login(2, "bob")) {
      assertThat(server.gateway.ping(LinkPing.getDefaultInstance()).join().getClients())
          .isEqualTo(1);
      ann.ping(1).expectPong(1);
      bob.ping(2).expectPong(2);
    }
  }

  @Test
  void onlineUsersComeInOrderAndInPages() throws IOException {
    try (TestClient c = server.login(3, "c");
        TestClient a = server.login(1, "a");
        TestClient b = server.login(2, "b")) {
      assertThat(online(0, 0)).containsExactly(user(1, "a"), user(2, "b"), user(3, "c"));
      assertThat(online(1, 1)).containsExactly(user(2, "b"));
      a.close();
      await().until(() -> online(0, 0).size() == 2);
    }
  }

  @Test
  void displacedConnectionIsMuted() throws IOException {
    try (TestClient ann = server.login(1, "ann")) {
      SessionRef session = session(1);
      DisplaceRequest request =
          DisplaceRequest.newBuilder()
              .setSession(session)
              .setCode(ResultCode.REPEAT_LOGIN.code())
              .build();
      server.gateway.displace(request);
      server.gateway.displace(request);
      await().until(() -> server.registry.of(1).isEmpty());

      assertThat(server.gateway.send(text(1, "late")).join()).isFalse();
      assertThat(server.gateway.broadcast(broadcast(5, "late")).join().getReceivers()).isZero();
      assertThat(server.gateway.probe(session).join().getAnswers()).isFalse();
      assertThat(online(0, 0)).isEmpty();
      ann.ping(1).expectPong(1);
    }
    await().until(() -> server.connections.size() == 0);
    assertThat(server.sessions.unbinds).isEmpty();
  }

  @Test
  void probeAsksWhetherSomethingWasRead() throws IOException {
    try (TestClient ann = server.login(1, "ann")) {
      SessionRef session = session(1);
      assertThat(server.gateway.probe(session).join().getAnswers()).isTrue();

      server.ticker.advance(Duration.ofSeconds(13));
      assertThat(server.gateway.probe(session).join().getAnswers()).isFalse();

      ann.ping(1).expectPong(1);
      assertThat(server.gateway.probe(session).join().getAnswers()).isTrue();
      assertThat(
              server
                  .gateway
                  .probe(session.toBuilder().setConnection(session.getConnection() + 1).build())
                  .join()
                  .getAnswers())
          .isFalse();
    }
  }

  @Test
  void releasedConnectionLivesOnButMakesRoom() throws IOException {
    try (TestClient ann = server.login(1, "ann")) {
      SessionRef session = session(1);
      server.gateway.release(ReleaseRequest.newBuilder().setUserId(1).build());

      assertThat(server.gateway.probe(session).join().getAnswers()).isFalse();
      ann.ping(1).expectPong(1);
      assertThat(server.gateway.send(text(1, "still here")).join()).isTrue();
    }
  }

  @Test
  void releaseEndsASilentConnection() throws IOException {
    try (TestClient ann = server.login(1, "ann")) {
      server.ticker.advance(Duration.ofSeconds(13));
      server.gateway.release(ReleaseRequest.newBuilder().setUserId(1).build());

      ann.expectEnd();
      await().until(() -> !server.sessions.unbinds.isEmpty());
      assertThat(server.closes.count(CloseReason.RELEASED)).isEqualTo(1);
    }
  }

  @Test
  void slowReceiverIsCutOffAndOthersGoOn() throws IOException {
    try (TestClient slow = server.login(1, "slow");
        TestClient good = server.login(2, "good")) {
      String large = "x".repeat(50_000);
      for (int i = 0; i < 10_000 && server.gateway.send(text(1, large)).join(); i++) {
        // What the kernel takes is not ours to know.
      }

      await().until(() -> server.closes.count(CloseReason.SLOW_RECEIVER) == 1);
      assertThat(server.gateway.send(text(2, "hi")).join()).isTrue();
      assertThat(good.read().getText()).isEqualTo("hi");
      assertThat(slow.socket.isConnected()).isTrue();
    }
  }

  @Test
  void aPingMayAskToBindAllSessionsAgain() throws IOException {
    try (TestClient ann = server.login(1, "ann")) {
      server.gateway.ping(LinkPing.newBuilder().setBindAgain(true).build()).join();

      await().until(() -> server.sessions.binds.size() == 2);
      assertThat(server.sessions.binds.get(1).getGeneration()).isPositive();
      ann.ping(1).expectPong(1);
    }
  }

  @Test
  void pingNamesTheProcess() {
    assertThat(server.gateway.ping(LinkPing.getDefaultInstance()).join().getIncarnation())
        .isEqualTo(server.node.incarnation());
  }

  @Test
  void aCallOnAnEventLoopDoesNotOvertakeWhatIsQueuedThere() throws Exception {
    try (TestClient ann = server.login(1, "ann")) {
      Connection connection = server.registry.of(1).get(0);
      CompletableFuture<Boolean> taken =
          CompletableFuture.supplyAsync(
                  () -> {
                    CompletableFuture<Boolean> first = server.gateway.send(text(1, "first"));
                    return first.thenCombine(
                        server.gateway.send(text(1, "second")), Boolean::logicalAnd);
                  },
                  connection.loop())
              .thenCompose(both -> both);

      assertThat(taken.get()).isTrue();
      assertThat(ann.read().getText()).isEqualTo("first");
      assertThat(ann.read().getText()).isEqualTo("second");
    }
  }

  private List<OnlineUser> online(long after, int limit) {
    return server
        .gateway
        .online(OnlineRequest.newBuilder().setAfter(after).setLimit(limit).build())
        .join()
        .getUsersList();
  }

  private SessionRef session(long userId) {
    return SessionRef.newBuilder()
        .setUserId(userId)
        .setDevice("v2")
        .setConnection(server.registry.of(userId).get(0).id())
        .build();
  }

  private static OnlineUser user(long id, String name) {
    return OnlineUser.newBuilder().setUserId(id).setUserName(name).build();
  }

  private Push push(long receiver, String text) {
    return server.messages.store(receiver, 5, text);
  }

  private static Broadcast broadcast(long sender, String text) {
    return Broadcast.newBuilder()
        .setSenderId(sender)
        .setSenderName("eve")
        .setBody(ByteString.copyFromUtf8(text))
        .build();
  }

  private static SendRequest text(long receiver, String text) {
    return new SendRequest(receiver, text, null, null, null, null);
  }

  private static Frame frame(long receiver, long sender, String senderName, String text) {
    return Frame.newBuilder()
        .setCmd(Command.MESSAGE)
        .setId(receiver)
        .setText(text)
        .putAllProperties(
            Map.of(
                "sendUserId", Long.toString(sender),
                "sendUserName", senderName,
                "receiveUserId", Long.toString(receiver)))
        .build();
  }

  private static Frame read(TestClient client) {
    try {
      return client.read();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
