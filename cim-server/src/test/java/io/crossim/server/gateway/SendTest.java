package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.CimException;
import io.crossim.route.api.SendItem;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of what a v3 client sends. */
class SendTest {

  private static final long ANN = 7;
  private static final String CULPRIT = "m7";

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();

  @BeforeEach
  void logIn() {
    send(channel, Frames.login(ANN, "ann").toBuilder().putProperties("proto", "3").build());
    received(channel);
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void wordsThatAreTooLongFailAloneAndReachNoRoute() {
    send(
        channel,
        frame(
            message("a").build(),
            message("x".repeat(65)).build(),
            message("😀".repeat(64)).build(),
            message("t").setContentType("t".repeat(129)).build(),
            message("e").clearBody().build(),
            message("z").build()));

    List<SendAck> acks = acks();
    assertThat(acks)
        .filteredOn(ack -> ack.getCode().equals("3000"))
        .extracting(SendAck::getText)
        .containsExactly(
            "client_msg_id: 65 characters (expected: 1 to 64 characters)",
            "content_type: 129 characters (expected: at most 128)",
            "body: 0 bytes (expected: 1 or more)");
    assertThat(sent()).containsExactly("a", "😀".repeat(64), "z");
  }

  @Test
  void theSenderIsToldThatNobodyElseIsOnline() {
    Conversation all = Conversation.newBuilder().setType(Conversation.Type.ALL).build();
    gateway.messages.nobody = true;

    send(channel, frame(message("a").setConversation(all).build(), message("b").build()));

    assertThat(acks())
        .extracting(SendAck::getStatus)
        .containsExactly(DeliveryStatus.NOBODY, DeliveryStatus.PUSHED);
  }

  @Test
  void theOneThatARouteRefusesFailsAlone() {
    gateway.messages.refusal =
        batch ->
            batch.getSendsList().stream().anyMatch(item -> item.getClientMsgId().equals(CULPRIT))
                ? CimException.invalid("body", "17000000 bytes", "at most 16MB")
                : null;
    sendTogether(20);

    assertThat(acks())
        .filteredOn(ack -> !ack.getCode().equals("9000"))
        .singleElement()
        .satisfies(
            ack -> {
              assertThat(ack.getClientMsgId()).isEqualTo(CULPRIT);
              assertThat(ack.getCode()).isEqualTo("3000");
              assertThat(ack.getText()).contains("at most 16MB");
            });
    assertThat(sent()).isEqualTo(ids(20).stream().filter(id -> !id.equals(CULPRIT)).toList());
  }

  @Test
  void theOneAtWhichARouteFailsIsGivenBackWithAllBehindIt() {
    gateway.messages.refusal =
        batch ->
            batch.getSendsList().stream().anyMatch(item -> item.getClientMsgId().equals(CULPRIT))
                ? new IllegalStateException("made up")
                : null;
    sendTogether(20);

    assertThat(acks())
        .filteredOn(ack -> ack.getCode().equals("4000"))
        .extracting(SendAck::getClientMsgId)
        .containsExactlyElementsOf(ids(20).subList(7, 20));
    assertThat(sent()).isEqualTo(ids(20).subList(0, 7));
  }

  @Test
  void anErrorIsNotTheEndOfALane() {
    gateway.messages.refusal =
        batch -> {
          gateway.messages.refusal = other -> null;
          throw new OutOfMemoryError("made up");
        };
    send(channel, frame(message("a").build()));
    gateway.pause();

    assertThat(acks()).extracting(SendAck::getCode).containsExactly("9000");
  }

  @Test
  void whatNoRouteTakesForLongIsGivenBackUntilTheFirstOfItComesAgain() {
    gateway.messages.away = true;
    send(channel, frame(message("a").build(), message("b").build()));
    for (int i = 0; i < 4; i++) {
      gateway.pause(Duration.ofSeconds(1));
      assertThat(acks()).isEmpty();
    }
    gateway.pause(Duration.ofSeconds(2));
    assertThat(acks())
        .extracting(SendAck::getClientMsgId, SendAck::getCode)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", "4000"),
            org.assertj.core.groups.Tuple.tuple("b", "4000"));

    gateway.messages.away = false;
    send(channel, frame(message("c").build()));
    assertThat(acks()).extracting(SendAck::getCode).containsExactly("4000");
    send(channel, frame(message("a").build(), message("b").build(), message("c").build()));

    assertThat(acks()).extracting(SendAck::getCode).containsOnly("9000").hasSize(3);
    assertThat(sent()).containsExactly("a", "b", "c");
  }

  @Test
  void aClientThatLeavesOutWhatItWasGivenBackGoesOnAfterAWhile() {
    gateway.messages.away = true;
    send(channel, frame(message("a").build()));
    gateway.pause(Duration.ofSeconds(1));
    gateway.pause(Duration.ofSeconds(6));
    assertThat(acks()).extracting(SendAck::getCode).containsExactly("4000");
    gateway.messages.away = false;
    gateway.ticker.advance(Duration.ofSeconds(1));

    send(channel, frame(message("b").build()));

    assertThat(acks()).extracting(SendAck::getCode).containsExactly("9000");
  }

  @Test
  void fourMegabytesWithoutAnAnswerAreTheMostThatIsReadOfOneClient() {
    gateway.messages.gate = new java.util.concurrent.CompletableFuture<>();
    GatewayFixture.connection(channel).uploads().add(1, 4 << 20);
    assertThat(channel.config().isAutoRead()).isFalse();
    GatewayFixture.connection(channel).uploads().remove(1, 4 << 20);
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void aClientIsNotReadFromWhileItsLaneIsHalfFull() {
    gateway.messages.gate = new java.util.concurrent.CompletableFuture<>();
    send(channel, frame(message("first").build()));
    EmbeddedChannel other = gateway.connect();
    send(other, Frames.login(ANN + 2, "bob").toBuilder().putProperties("proto", "3").build());
    for (int i = 0; i < 100; i++) {
      List<Message> messages = new ArrayList<>();
      for (int k = 0; k < 250; k++) {
        messages.add(Message.newBuilder().setClientMsgId("m").setBody(body("x")).build());
      }
      gateway.uplink.send(GatewayFixture.connection(other), messages);
    }
    send(channel, frame(message("second").build()));
    assertThat(channel.config().isAutoRead()).isFalse();

    gateway.messages.gate.complete(null);
    gateway.pause(Duration.ofMillis(20));
    channel.runPendingTasks();

    assertThat(channel.config().isAutoRead()).isTrue();
    other.finishAndReleaseAll();
  }

  /** Behind one that is under way, so that they go in one batch. */
  private void sendTogether(int count) {
    gateway.messages.gate = new java.util.concurrent.CompletableFuture<>();
    send(channel, frame(message("before").build()));
    for (String id : ids(count)) {
      send(channel, frame(message(id).build()));
    }
    gateway.messages.gate.complete(null);
    for (int i = 0; i < 50; i++) {
      gateway.pause(Duration.ZERO);
    }
    gateway.messages.sends.removeIf(item -> item.getClientMsgId().equals("before"));
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
  }

  private List<String> sent() {
    return gateway.messages.sends.stream().map(SendItem::getClientMsgId).toList();
  }

  private List<SendAck> acks() {
    return received(channel).stream()
        .flatMap(frame -> frame.getSendAcksList().stream())
        .filter(ack -> !ack.getClientMsgId().equals("before"))
        .toList();
  }

  private static Message.Builder message(String id) {
    return Message.newBuilder().setClientMsgId(id).setBody(body("hi"));
  }

  private static ByteString body(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private static Frame frame(Message... messages) {
    return Frame.newBuilder().setCmd(Command.SEND).addAllMessages(List.of(messages)).build();
  }
}
