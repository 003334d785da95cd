package io.crossim.sdk;

import static io.crossim.sdk.FakeServer.pushed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.GoAway;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client whose server asks it to move. */
class ClientMoveTest extends ClientFixture {

  private static final Frame GO_AWAY =
      Frame.newBuilder()
          .setCmd(Command.GO_AWAY)
          .setGoAway(GoAway.newBuilder().setDelayMs(1))
          .build();

  private final FakeServer other = closing(new FakeServer());

  @BeforeEach
  void speakV3() {
    server.speaksV3 = true;
    other.speaksV3 = true;
  }

  @Test
  void connectsToTheOtherServerBeforeItLeaves() throws Exception {
    Client client = started(builder());
    route.sendTo(other);
    server.push(USER, GO_AWAY);

    await().until(() -> other.holds(USER) && !server.holds(USER));
    assertThat(client.server().orElseThrow().cimServerPort()).isEqualTo(other.port());
    get(client.send(7, "hello"));
    assertThat(other.received(Command.SEND)).hasSize(1);
    assertThat(recorder.states).containsExactly(ClientState.CONNECTING, ClientState.READY);
    assertThat(route.count("/offLine")).isZero();
  }

  @Test
  void staysWhereThereIsNoOtherServer() throws Exception {
    Client client = started(builder());
    server.push(USER, GO_AWAY);
    await().until(() -> route.count("/login") == 2);
    route.answer("/login", 200, "7100");
    server.push(USER, GO_AWAY);
    await().until(() -> route.count("/login") == 3);

    server.push(USER, pushed(1, "still here"));
    await().until(() -> recorder.texts().equals(List.of("still here")));
    get(client.send(7, "hello"));
    assertThat(server.logins).hasSize(1);
    assertThat(recorder.states).containsExactly(ClientState.CONNECTING, ClientState.READY);
  }

  @Test
  void movesWhenItIsAskedAgain() throws Exception {
    started(builder());
    route.answer("/login", 503, "4000");
    server.push(USER, GO_AWAY);
    await().until(() -> route.count("/login") == 2);

    route.sendTo(other);
    await()
        .until(
            () -> {
              if (server.holds(USER)) {
                server.push(USER, GO_AWAY);
              }
              return other.holds(USER);
            });
  }

  @Test
  void repeatsWhatHasNoAnswerUnderTheSameIds() throws Exception {
    server.answersSends = false;
    Client client = started(builder());
    CompletableFuture<SendResult> one = client.send(7, "one", "1");
    CompletableFuture<SendResult> two = client.send(7, "two", "2");
    await().until(() -> server.received(Command.SEND).size() == 2);
    route.sendTo(other);
    server.push(USER, GO_AWAY);

    assertThat(get(one).status()).isEqualTo(SendStatus.PUSHED);
    assertThat(get(two).status()).isEqualTo(SendStatus.PUSHED);
    assertThat(other.received(Command.SEND))
        .extracting(frame -> frame.getMessages(0).getClientMsgId())
        .containsExactly("1", "2");
  }

  @Test
  void givesOnceWhatBothServersBring() throws Exception {
    started(builder());
    server.push(USER, pushed(1, "one"));
    server.push(USER, pushed(2, "two"));
    server.push(USER, toAll("to all"));
    await().until(() -> recorder.messages.size() == 3);
    route.sendTo(other);
    server.push(USER, GO_AWAY);
    await().until(() -> other.holds(USER));

    assertThat(other.received(Command.LOGIN_REQUEST).get(0).getPropertiesOrThrow("resume"))
        .isEqualTo("e1:2:1002");
    other.push(USER, toAll("to all"));
    other.push(USER, pushed(2, "two"));
    other.push(USER, toAll("to all again"));
    other.push(USER, pushed(3, "three"));
    await().until(() -> recorder.texts().contains("three"));
    assertThat(recorder.texts()).containsExactly("one", "two", "to all", "to all again", "three");
  }

  @Test
  void acknowledgesToTheNewServerWhatTheOldOneBrought() throws Exception {
    started(builder());
    server.push(USER, pushed(1, "one"));
    await().until(() -> recorder.messages.size() == 1);
    route.sendTo(other);
    server.push(USER, GO_AWAY);
    await().until(() -> other.holds(USER));
    other.push(USER, pushed(1, "one"));

    await()
        .until(
            () ->
                other.received(Command.ACK).stream()
                    .anyMatch(ack -> ack.getPosition().getSeq() == 1));
  }

  @Test
  void whatBothServersBringIsNotAcknowledgedBeforeItsUserDoes() throws Exception {
    Client client = started(builder().manualAcknowledgement());
    server.push(USER, pushed(1, "one"));
    await().until(() -> recorder.messages.size() == 1);
    route.sendTo(other);
    server.push(USER, GO_AWAY);
    await().until(() -> other.holds(USER));
    other.push(USER, pushed(1, "one"));
    other.push(USER, pushed(2, "two"));
    await().until(() -> recorder.messages.size() == 2);

    client.acknowledge(recorder.messages.get(1));
    await().until(() -> acknowledgedToOther().contains(2L));
    assertThat(acknowledgedToOther()).doesNotContain(1L);
  }

  private List<Long> acknowledgedToOther() {
    return other.received(Command.ACK).stream().map(ack -> ack.getPosition().getSeq()).toList();
  }

  @Test
  void theMoveIsTheReconnectWhenTheOldConnectionBreaksMeanwhile() throws Exception {
    Client client = started(builder());
    route.answer(
        "/login",
        () -> {
          server.dropConnections();
          return at(other);
        });
    server.push(USER, GO_AWAY);

    await().until(() -> other.holds(USER) && client.state() == ClientState.READY);
    assertThat(route.count("/login")).isEqualTo(2);
    assertThat(recorder.states)
        .containsExactly(
            ClientState.CONNECTING, ClientState.READY, ClientState.RECONNECTING, ClientState.READY);
  }

  @Test
  void itsOwnSuccessorDoesNotKickItOut() throws Exception {
    Client client = kickedWhileItMoves("5000");

    await().until(() -> other.holds(USER) && client.state() == ClientState.READY);
  }

  @Test
  void aLogoutIsTheEndWhileItMovesToo() throws Exception {
    Client client = kickedWhileItMoves("9103");

    await().until(() -> client.state() == ClientState.FAILED);
    await().until(() -> !other.holds(USER));
  }

  /** Told to go away, and its old connection closed by a kick before the route has answered. */
  private Client kickedWhileItMoves(String code) throws Exception {
    Client client = started(builder());
    route.answer(
        "/login",
        () -> {
          server.push(USER, kick(code));
          await().until(() -> !server.holds(USER));
          return at(other);
        });
    server.push(USER, GO_AWAY);
    return client;
  }

  private static MockResponse at(FakeServer server) {
    return FakeRoute.envelope(
        200,
        "9000",
        "{\"ip\":\"127.0.0.1\",\"cimServerPort\":%d,\"httpPort\":8081}".formatted(server.port()));
  }

  private static Frame kick(String code) {
    return Frame.newBuilder()
        .setCmd(Command.KICK)
        .setProblem(Problem.newBuilder().setCode(code))
        .build();
  }

  private static Frame toAll(String text) {
    return Frame.newBuilder()
        .setCmd(Command.PUSH)
        .addMessages(
            Message.newBuilder()
                .setConversation(Conversation.newBuilder().setType(Conversation.Type.ALL))
                .setBody(ByteString.copyFromUtf8(text))
                .setSenderId(7)
                .setSentAt(5))
        .build();
  }
}
