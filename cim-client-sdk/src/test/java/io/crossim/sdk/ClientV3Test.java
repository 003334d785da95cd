package io.crossim.sdk;

import static io.crossim.sdk.FakeServer.ack;
import static io.crossim.sdk.FakeServer.pushed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.ContinuityBroken;
import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.common.protocol.Problem;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client of a server that speaks protocol v3. */
class ClientV3Test extends ClientFixture {

  @BeforeEach
  void speakV3() {
    server.speaksV3 = true;
  }

  @Test
  void sendsOverTheConnectionAndTellsWhatBecameOfIt() throws Exception {
    Client client = started(builder());

    SendResult result = get(client.send(7, "hello", "my-id"));

    assertThat(result).isEqualTo(new SendResult("77", 5, SendStatus.PUSHED));
    Message message = server.received(Command.SEND).get(0).getMessages(0);
    assertThat(message.getClientMsgId()).isEqualTo("my-id");
    assertThat(message.getConversation().getId()).isEqualTo(7);
    assertThat(message.getBody().toStringUtf8()).isEqualTo("hello");
    assertThat(route.count("/p2pRoute")).isZero();
    assertThat(route.count("/fetchOfflineMsgs")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"STORED, SENT", "NOBODY, NOBODY"})
  void aMessageToAllTellsWhetherItWentToNoOne(DeliveryStatus said, SendStatus told)
      throws Exception {
    server.answersSends = false;
    Client client = started(builder());
    CompletableFuture<SendResult> send = client.sendAll("hello");
    await().until(() -> !server.received(Command.SEND).isEmpty());
    SendAck.Builder ack =
        SendAck.newBuilder()
            .setClientMsgId(server.received(Command.SEND).get(0).getMessages(0).getClientMsgId())
            .setCode("9000")
            .setStatus(said);
    server.push(USER, Frame.newBuilder().setCmd(Command.SEND_ACK).addSendAcks(ack).build());

    assertThat(get(send)).isEqualTo(new SendResult("", 0, told));
  }

  @Test
  void repeatsWhatHasNoAnswerInOrderAndUnderTheSameIdsOverTheNextConnection() throws Exception {
    server.answersSends = false;
    Client client = started(builder());
    CompletableFuture<SendResult> one = client.send(7, "one", "1");
    CompletableFuture<SendResult> two = client.send(7, "two", "2");
    await().until(() -> server.received(Command.SEND).size() == 2);

    server.answersSends = true;
    server.dropConnections();

    assertThat(get(one).status()).isEqualTo(SendStatus.PUSHED);
    assertThat(get(two).status()).isEqualTo(SendStatus.PUSHED);
    assertThat(server.received(Command.SEND))
        .extracting(frame -> frame.getMessages(0).getClientMsgId())
        .containsExactly("1", "2", "1", "2");
  }

  @Test
  void repeatsWhatTheServerHadNoRoomFor() throws Exception {
    server.answersSends = false;
    Client client = started(builder());
    CompletableFuture<SendResult> send = client.send(7, "one", "1");
    await().until(() -> !server.received(Command.SEND).isEmpty());
    server.answersSends = true;
    server.push(USER, ack(server.received(Command.SEND).get(0).getMessages(0), "4000"));

    assertThat(get(send).status()).isEqualTo(SendStatus.PUSHED);
  }

  @Test
  void aLimitFailsTheSendAndIsNotTriedAgain() throws Exception {
    server.answersSends = false;
    Client client = started(builder());
    CompletableFuture<SendResult> send = client.send(7, "one", "1");
    await().until(() -> !server.received(Command.SEND).isEmpty());
    server.push(USER, ack(server.received(Command.SEND).get(0).getMessages(0), "6000"));

    assertThat(failure(send))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.REQUEST_LIMIT));
    assertThat(server.received(Command.SEND)).hasSize(1);
  }

  @Test
  void aTextThatIsTooLargeFailsAloneAndAtOnce() throws Exception {
    server.maxFrame = 1_000;
    Client client = started(builder());
    CompletableFuture<SendResult> before = client.send(7, "before");
    CompletableFuture<SendResult> tooLarge = client.send(7, "x".repeat(1_000), "large");
    CompletableFuture<SendResult> behind = client.send(7, "behind");

    assertThat(failure(tooLarge))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.INVALID_ARGUMENT))
        .hasMessage("message: 1019 bytes (expected: at most 1000, with its id and receiver)");
    assertThat(failure(client.sendAll("x".repeat(1_000)))).hasMessageStartingWith("message: ");
    assertThat(get(before).status()).isEqualTo(SendStatus.PUSHED);
    assertThat(get(behind).status()).isEqualTo(SendStatus.PUSHED);
    assertThat(server.received(Command.SEND)).hasSize(2);
    assertThat(server.logins).hasSize(1);
  }

  @Test
  void aTextThatIsTooLargeForTheNextServerFailsWhenItsTurnComes() throws Exception {
    server.maxFrame = 1_000;
    server.answersPings = false;
    server.speaksV3 = false;
    Client client = closing(builder().build());
    CompletableFuture<Void> start = client.start();
    CompletableFuture<SendResult> before = client.send(7, "before");
    CompletableFuture<SendResult> tooLarge = client.send(7, "x".repeat(1_000));
    CompletableFuture<SendResult> behind = client.send(7, "behind");
    await().until(() -> server.logins.size() == 1);
    assertThat(tooLarge).isNotDone();

    server.speaksV3 = true;
    server.dropConnections();

    get(start);
    assertThat(failure(tooLarge)).hasMessageContaining("at most 1000");
    assertThat(get(before).status()).isEqualTo(SendStatus.PUSHED);
    assertThat(get(behind).status()).isEqualTo(SendStatus.PUSHED);
    assertThat(server.logins).hasSize(2);
  }

  @Test
  void anIdHasUpTo64CodePoints() throws Exception {
    Client client = started(builder());
    String longest = "\uD83E\uDD80".repeat(64);

    assertThat(get(client.send(7, "one", longest)).status()).isEqualTo(SendStatus.PUSHED);
    assertThatThrownBy(() -> client.send(7, "one", longest + "x"))
        .hasMessageStartingWith("clientMsgId: ")
        .hasMessageEndingWith("(expected: 1 to 64 characters)");
    assertThatThrownBy(() -> client.send(7, "one", "")).isInstanceOf(CimException.class);
    assertThatThrownBy(() -> client.send(7, "one", "\uD83E"))
        .hasMessageEndingWith("(expected: no half of a surrogate pair)");
  }

  @Test
  void twoSendsUnderOneIdBothEnd() throws Exception {
    Client client = started(builder());
    CompletableFuture<SendResult> one = client.send(7, "one", "1");
    CompletableFuture<SendResult> again = client.send(7, "one", "1");

    assertThat(get(one).status()).isEqualTo(SendStatus.PUSHED);
    assertThat(get(again).status()).isEqualTo(SendStatus.PUSHED);
  }

  @Test
  void aRefusalFailsTheSend() throws Exception {
    server.answersSends = false;
    Client client = started(builder());
    CompletableFuture<SendResult> send = client.send(7, "one", "1");
    await().until(() -> !server.received(Command.SEND).isEmpty());
    server.push(USER, ack(server.received(Command.SEND).get(0).getMessages(0), "9100"));

    assertThat(failure(send))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.ACCOUNT_MISMATCH));
  }

  @Test
  void givesMessagesOnceInOrderAndAcknowledgesThem() throws Exception {
    started(builder());
    server.push(USER, pushed(1, "one"));
    server.push(USER, pushed(1, "one"));
    server.push(USER, pushed(2, "two"));

    await().until(() -> acknowledged() == 2);
    assertThat(recorder.texts()).containsExactly("one", "two");
    assertThat(recorder.messages.get(1).messageId()).isEqualTo("1002");
    assertThat(recorder.messages.get(1).seq()).isEqualTo(2);
    assertThat(recorder.messages.get(1).sentAt()).isNotNull();
  }

  @Test
  void asksForWhatIsMissing() throws Exception {
    started(builder());
    server.push(USER, pushed(1, "one"));
    server.push(USER, pushed(3, "three"));

    await().until(() -> !server.received(Command.SYNC).isEmpty());
    assertThat(server.received(Command.SYNC).get(0).getPosition())
        .isEqualTo(Position.newBuilder().setEpoch("e1").setSeq(1).setMessageId(1_001).build());
    server.push(USER, pushed(2, "two"));
    server.push(USER, pushed(3, "three"));

    await().until(() -> recorder.texts().equals(List.of("one", "two", "three")));
  }

  @Test
  void resumesWhereItStood() throws Exception {
    started(builder());
    server.push(USER, pushed(1, "one"));
    await().until(() -> acknowledged() == 1);

    server.dropConnections();

    await().until(() -> server.logins.size() == 2);
    assertThat(server.received(Command.LOGIN_REQUEST).get(1).getPropertiesOrThrow("resume"))
        .isEqualTo("e1:1:1001");
    await().until(() -> server.holds(USER));
    server.push(USER, pushed(1, "one"));
    server.push(USER, pushed(2, "two"));
    await().until(() -> recorder.texts().equals(List.of("one", "two")));
  }

  @Test
  void beginsBehindThePositionThatTheApplicationKept() throws Exception {
    List<String> kept = new CopyOnWriteArrayList<>();
    CompletableFuture<Client> self = new CompletableFuture<>();
    Client first =
        started(builder().listener(message -> kept.add(self.join().positionAfter(message))));
    self.complete(first);
    server.push(USER, pushed(1, "one"));
    server.push(USER, pushed(2, "two"));
    await().until(() -> kept.equals(List.of("e1:1:1001", "e1:2:1002")));
    first.close();

    started(builder().resumeAfter(kept.get(0)));

    assertThat(server.received(Command.LOGIN_REQUEST).get(1).getPropertiesOrThrow("resume"))
        .isEqualTo("e1:1:1001");
    await().until(() -> server.holds(USER));
    server.push(USER, pushed(1, "one"));
    server.push(USER, pushed(2, "two"));
    await().until(() -> recorder.texts().equals(List.of("two")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "e1", "e1:1", ":1:1", "e1:x:1", "e1:-1:1", "e1:1:1:1"})
  void aPositionThatIsNoneIsRefusedAtOnce(String position) {
    assertThatThrownBy(() -> builder().resumeAfter(position))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("resumeAfter: ");
  }

  @Test
  void tellsOfABreakInOrderAndShowsNothingAgain() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    started(
        builder()
            .listener(message -> seen.add(message.text()))
            .continuityListener(reason -> seen.add(reason.name())));
    server.push(USER, pushed(1, "one"));
    server.push(USER, pushed(2, "two"));
    server.push(
        USER,
        Frame.newBuilder()
            .setCmd(Command.CONTINUITY_BROKEN)
            .setContinuityBroken(
                ContinuityBroken.newBuilder()
                    .setReason(ContinuityBroken.Reason.STORE_WENT_BACK)
                    .setRestart(Position.newBuilder().setEpoch("e2")))
            .build());
    server.push(USER, pushed(1, "one"));
    server.push(
        USER,
        Frame.newBuilder()
            .setCmd(Command.PUSH)
            .addMessages(pushed(2, "another").getMessages(0).toBuilder().setMessageId(9_000))
            .build());

    await().until(() -> seen.equals(List.of("one", "two", "STORE_WENT_BACK", "another")));
    await()
        .until(
            () ->
                server.received(Command.ACK).stream()
                    .anyMatch(ack -> ack.getPosition().getEpoch().equals("e2")));
  }

  @Test
  void acknowledgesNothingThatTheApplicationHasNotWhereItIsToSay() throws Exception {
    Client client = started(builder().manualAcknowledgement());
    server.push(USER, pushed(1, "one"));
    server.push(USER, pushed(2, "two"));
    await().until(() -> recorder.messages.size() == 2);
    assertThat(server.received(Command.ACK)).isEmpty();

    client.acknowledge(recorder.messages.get(1));

    await().until(() -> acknowledged() == 2);
  }

  @Test
  void givesAMessageAgainAsOftenAsAsked() throws Exception {
    List<String> tries = new CopyOnWriteArrayList<>();
    started(
        builder()
            .repeats(2)
            .listener(
                message -> {
                  tries.add(message.text());
                  throw new IllegalStateException("not yet");
                }));
    server.push(USER, pushed(1, "one"));

    await().until(() -> acknowledged() == 1);
    assertThat(tries).containsExactly("one", "one", "one");
    assertThat(recorder.errors).hasSize(3);
  }

  @Test
  void aKickIsTheEnd() throws Exception {
    Client client = started(builder());
    server.push(
        USER,
        Frame.newBuilder()
            .setCmd(Command.KICK)
            .setProblem(Problem.newBuilder().setCode("5000").setText("elsewhere"))
            .build());

    await().until(() -> client.state() == ClientState.FAILED);
    assertThat(client.server()).isEmpty();
    assertThat(failure(client.start())).hasMessage("kicked: elsewhere");
    assertThat(server.logins).hasSize(1);
  }

  @Test
  void answersAPingOfTheServer() throws Exception {
    started(builder());
    server.push(USER, Frames.ping(USER));

    await().until(() -> server.received.contains(Frames.pong(USER)));
  }

  @Test
  void aRefusedLoginIsFinal() throws Exception {
    server.loginCode = "9100";
    Client client = closing(builder().build());

    assertThat(failure(client.start()))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.ACCOUNT_MISMATCH));
  }

  private long acknowledged() {
    return server.received(Command.ACK).stream()
        .mapToLong(frame -> frame.getPosition().getSeq())
        .max()
        .orElse(0);
  }
}
