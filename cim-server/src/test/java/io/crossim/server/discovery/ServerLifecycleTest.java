package io.crossim.server.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.metastore.ServerNode;
import io.crossim.server.TestClient;
import io.crossim.server.TestServer;
import io.crossim.server.api.LinkPing;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.move.DrainSchedule;
import io.crossim.service.start.SecondSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerLifecycleTest {

  private static final ServerNode OTHER = new ServerNode("10.0.0.6", 11211, 8081, "other");
  private static final Duration LONG = Duration.ofMinutes(5);

  @RegisterExtension final TestServer server = TestServer.unopened();

  private final FakeDiscovery discovery = new FakeDiscovery();
  private final DiscoveryEntry discoveryEntry =
      new DiscoveryEntry(discovery, server.node, server.binder);
  private final Drain drain = drain(LONG);
  private final ServerLifecycle lifecycle = lifecycle(drain);

  private Drain drain(Duration time) {
    return new Drain(
        discoveryEntry,
        server.node,
        server.connections,
        server.movable,
        new DrainSchedule(server.connections, server.loops.group(), discoveryEntry::hasOthers),
        time);
  }

  private ServerLifecycle lifecycle(Drain with) {
    return new ServerLifecycle(
        0,
        () -> 8081,
        (tcp, http) -> server.node.open("10.0.0.5", tcp, http),
        server.tcp,
        server.binder,
        with,
        SecondSignal::watchAlways);
  }

  @Test
  void serverIsOpenBeforeItIsFoundAndGoneBeforeItCloses() throws IOException {
    lifecycle.start();
    ServerNode registered = discovery.nodes.get(0);
    assertThat(registered.name()).isEqualTo("10.0.0.5:" + registered.cimServerPort() + ":8081");
    assertThat(registered.incarnation()).isEqualTo(server.node.incarnation());
    assertThat(lifecycle.isRunning()).isTrue();

    try (TestClient ann = v2("ann", 1)) {
      discovery.onLeave =
          () -> {
            assertThat(server.connections.size()).isEqualTo(1);
            assertThat(saysThatItLeaves()).isTrue();
            assertThat(drain.isInService()).isFalse();
          };
      lifecycle.stop();

      ann.expectEnd();
      assertThat(discovery.nodes).isEmpty();
      assertThat(server.sessions.unbinds).hasSize(1);
      assertThat(lifecycle.isRunning()).isFalse();
    }
  }

  @Test
  void sessionsAreBoundAgainWhenTheServerIsRegisteredAgain() throws IOException {
    lifecycle.start();
    discovery.registered.run();
    try (TestClient ann = v2("ann", 1)) {
      assertThat(server.sessions.binds).hasSize(1);

      discovery.registered.run();
      await().until(() -> server.sessions.binds.size() > 1);
      assertThat(server.sessions.binds.get(1).getGeneration()).isEqualTo(1);
      ann.ping(1).expectPong(1);
    }
  }

  @Test
  void v3ClientsMoveBeforeV2ClientsAreClosed() throws Exception {
    lifecycle.start();
    discovery.nodes.add(OTHER);
    try (TestClient ann = v2("ann", 1);
        TestClient bob = v3("bob", 2)) {
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(lifecycle::stop);

      assertThat(bob.read().getCmd()).isEqualTo(Command.GO_AWAY);
      assertThat(discovery.nodes).containsExactly(OTHER);
      ann.ping(1).expectPong(1);
      assertThat(stopped).isNotDone();
      bob.close();

      ann.expectEnd();
      stopped.get(20, TimeUnit.SECONDS);
      assertThat(server.closes.count(CloseReason.SERVER_STOPPING)).isEqualTo(1);
    }
  }

  @Test
  void whoDoesNotMoveIsAskedAgainAndIsClosedWhenTheTimeIsOver() throws Exception {
    ServerLifecycle hasty = lifecycle(drain(Duration.ofSeconds(3)));
    hasty.start();
    discovery.nodes.add(OTHER);
    try (TestClient bob = v3("bob", 2)) {
      hasty.stop();

      assertThat(bob.read().getCmd()).isEqualTo(Command.GO_AWAY);
      assertThat(bob.read().getCmd()).isEqualTo(Command.GO_AWAY);
      bob.expectEnd();
    }
  }

  @Test
  void aSecondSignalEndsTheWaiting() throws Exception {
    lifecycle.start();
    discovery.nodes.add(OTHER);
    try (TestClient bob = v3("bob", 2)) {
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(lifecycle::stop);
      assertThat(bob.read().getCmd()).isEqualTo(Command.GO_AWAY);
      String self = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-TERM", self).start().waitFor();

      bob.expectEnd();
      stopped.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void nobodyWaitsWhereThereIsNoOtherServer() throws Exception {
    lifecycle.start();
    try (TestClient bob = v3("bob", 2)) {
      lifecycle.stop(); // in less than the time for moves, or this test never ends
      bob.expectEnd();
    }
  }

  @Test
  void aSendUnderWayIsAnsweredBeforeItsConnectionCloses() throws Exception {
    lifecycle.start();
    server.messages.retries.set(2);
    try (TestClient bob = v3("bob", 2)) {
      bob.send(send("one"));
      await().until(() -> server.messages.retries.get() < 2);
      lifecycle.stop();

      Frame answer = bob.read();
      assertThat(answer.getSendAcks(0).getClientMsgId()).isEqualTo("one");
      assertThat(answer.getSendAcks(0).getCode()).isEqualTo("9000");
      bob.expectEnd();
    }
  }

  @Test
  void aDrainedServerComesBack() throws Exception {
    lifecycle.start();
    discovery.nodes.add(OTHER);
    try (TestClient bob = v3("bob", 2)) {
      drain.begin();
      drain.begin();
      assertThat(drain.isInService()).isFalse();
      assertThat(bob.read().getCmd()).isEqualTo(Command.GO_AWAY);
      assertThat(discovery.nodes).containsExactly(OTHER);
      assertThat(drain.status().state()).isEqualTo(Drain.State.DRAINING);
      bob.close();
      await().until(() -> drain.status().state() == Drain.State.DRAINED);
      assertThat(drain.status().otherServers()).isTrue();

      drain.end();
      drain.end();
      assertThat(drain.isInService()).isTrue();
      assertThat(discovery.nodes).hasSize(2);
      assertThat(saysThatItLeaves()).isFalse();
      assertThat(drain.status().state()).isEqualTo(Drain.State.IN_SERVICE);
      try (TestClient ann = v3("ann", 1)) {
        ann.ping(1).expectPong(1);
      }
      lifecycle.stop();
    }
  }

  @Test
  void aDrainBeforeTheStartIsRefusedAndTheEndLeavesDiscovery() {
    assertThat(drain.begin()).isFalse();
    drain.end();
    assertThat(drain.status().state()).isEqualTo(Drain.State.STARTING);
    lifecycle.start();
    assertThat(drain.status().state()).isEqualTo(Drain.State.IN_SERVICE);
    lifecycle.stop();

    assertThat(discovery.nodes).isEmpty();
    assertThat(saysThatItLeaves()).isTrue();
  }

  @Test
  void aServerThatEndsDoesNotComeBack() {
    lifecycle.start();
    lifecycle.stop();
    drain.end();

    assertThat(drain.isInService()).isFalse();
    assertThat(discovery.nodes).isEmpty();
  }

  private boolean saysThatItLeaves() {
    return server.gateway.ping(LinkPing.getDefaultInstance()).join().getLeaving();
  }

  private TestClient v2(String name, long id) throws IOException {
    return new TestClient(port()).login(id, name).ping(id).expectPong(id);
  }

  private TestClient v3(String name, long id) throws IOException {
    TestClient client = new TestClient(port()).loginV3(id, name);
    assertThat(client.read().getCmd()).isEqualTo(Command.LOGIN_ACK);
    return client;
  }

  private int port() {
    return server.node.current().orElseThrow().cimServerPort();
  }

  private static Frame send(String id) {
    return Frame.newBuilder()
        .setCmd(Command.SEND)
        .addMessages(
            Message.newBuilder()
                .setConversation(Conversation.newBuilder().setId(7))
                .setBody(ByteString.copyFromUtf8(id))
                .setClientMsgId(id))
        .build();
  }
}
