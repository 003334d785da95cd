package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.UploadItem;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The form in which messages go up to routes of this version and of older ones. */
class UploadFormTest {

  private static final long ANN = 7;

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
  void aMessageGoesUpAsItsSenderSentIt() throws InvalidProtocolBufferException {
    exchange(message("first"));
    Message whole =
        message("second").toBuilder()
            .setContentType("text/markdown")
            .setSeq(4711)
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        900,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFromUtf8("of a newer client"))
                            .build())
                    .build())
            .build();

    assertThat(exchange(whole)).containsExactly("9000");

    UploadItem upload = gateway.messages.uploads.get(0);
    assertThat(Message.parseFrom(upload.getPayload())).isEqualTo(whole);
    assertThat(upload.getSenderId()).isEqualTo(ANN);
    assertThat(upload.getGeneration()).isPositive();
  }

  @Test
  void anOlderRouteGetsSingleFieldsAndDecidesOnAllOfThem() {
    gateway.messages.isOld = true;

    assertThat(exchange(message("a"))).containsExactly("9000");
    assertThat(exchange(message("b"))).containsExactly("9000");

    assertThat(gateway.messages.uploads).isEmpty();
    assertThat(gateway.messages.sends)
        .extracting(SendItem::getClientMsgId, SendItem::getConversationId, this::text)
        .containsExactly(tuple("a", 8L, "hi"), tuple("b", 8L, "hi"));
  }

  @Test
  void aRouteThatIsReplacedByAnOlderOneLosesNothing() {
    exchange(message("a"));
    exchange(message("b"));
    gateway.messages.isOld = true;
    int before = gateway.messages.batches.get();

    assertThat(exchange(message("c"), message("d"))).containsExactly("9000", "9000");

    assertThat(gateway.messages.batches.get() - before).isEqualTo(3);
    assertThat(gateway.messages.sends)
        .extracting(SendItem::getClientMsgId)
        .containsExactly("a", "b", "c", "d");
    assertThat(gateway.messages.sends).extracting(this::text).containsOnly("hi");
  }

  @Test
  void aRouteThatIsReplacedByANewerOneGetsWholeMessages() {
    gateway.messages.isOld = true;
    exchange(message("a"));
    gateway.messages.isOld = false;
    exchange(message("b"));
    exchange(message("c"));

    assertThat(gateway.messages.uploads).hasSize(1);
    assertThat(gateway.messages.sends)
        .extracting(SendItem::getClientMsgId)
        .containsExactly("a", "b", "c");
  }

  @Test
  void aMessageToAGroupGoesUpWholeFromTheFirstOn() throws InvalidProtocolBufferException {
    Message recall =
        toGroup("a").toBuilder().setKind(Kind.RECALL).setRefersTo(42).clearBody().build();
    Message text = toGroup("b").toBuilder().addMentions(9).setMentionsAll(true).build();

    send(channel, frame(recall, message("private"), text));

    assertThat(received(channel))
        .flatExtracting(Frame::getSendAcksList)
        .extracting(
            SendAck::getClientMsgId,
            SendAck::getCode,
            SendAck::getSeq,
            SendAck::getConversationSeq,
            SendAck::getStatus)
        .containsExactly(
            tuple("a", "9000", 0L, 1L, DeliveryStatus.STORED),
            tuple("private", "9000", 2L, 0L, DeliveryStatus.PUSHED),
            tuple("b", "9000", 0L, 3L, DeliveryStatus.STORED));
    assertThat(gateway.messages.uploads).hasSize(3);
    assertThat(Message.parseFrom(gateway.messages.uploads.get(0).getPayload())).isEqualTo(recall);
    assertThat(Message.parseFrom(gateway.messages.uploads.get(2).getPayload())).isEqualTo(text);
  }

  @Test
  void anOlderRouteGetsNoMessageToAGroupAndNothingOvertakesIt() {
    gateway.messages.isOld = true;

    send(channel, frame(message("before"), toGroup("group"), message("behind")));
    for (int i = 0; i < 5; i++) {
      gateway.pause(Duration.ZERO);
    }

    assertThat(received(channel))
        .flatExtracting(Frame::getSendAcksList)
        .extracting(SendAck::getClientMsgId, SendAck::getCode)
        .containsExactlyInAnyOrder(
            tuple("before", "9000"), tuple("group", "4000"), tuple("behind", "4000"));
    assertThat(gateway.messages.sends)
        .extracting(SendItem::getClientMsgId)
        .containsExactly("before");

    gateway.messages.isOld = false;
    assertThat(exchange(toGroup("group"), message("behind"))).containsExactly("9000", "9000");
  }

  /** It would take it for a text. */
  @Test
  void anOlderRouteGetsNoChangeOfAPrivateMessage() {
    gateway.messages.isOld = true;
    Message edit = message("edit").toBuilder().setKind(Kind.EDIT).setRefersTo(1).build();

    assertThat(exchange(edit)).containsExactly("4000");
    assertThat(gateway.messages.sends).isEmpty();

    gateway.messages.isOld = false;
    assertThat(exchange(edit)).containsExactly("9000");
  }

  @Test
  void whatStandsBeforeAMessageToAGroupInABatchGoesToAnOlderRoute() {
    gateway.messages.isOld = true;
    CompletableFuture<Void> gate = new CompletableFuture<>();
    gateway.messages.gate = gate;
    send(channel, frame(message("first")));
    send(channel, frame(message("a"), message("b"), toGroup("group"), message("behind")));
    gateway.messages.gate = CompletableFuture.completedFuture(null);
    gate.complete(null);

    assertThat(exchange()).containsExactly("9000", "9000", "9000", "4000", "4000");
    assertThat(gateway.messages.sends)
        .extracting(SendItem::getClientMsgId)
        .containsExactly("first", "a", "b");
  }

  @Test
  void aMessageToAGroupThatIsNotAllowedIsRefusedAtOnce() {
    send(channel, frame(toGroup("a").toBuilder().setKind(Kind.JOINED).build()));

    assertThat(received(channel))
        .flatExtracting(Frame::getSendAcksList)
        .extracting(SendAck::getCode, SendAck::getText)
        .containsExactly(
            tuple("3000", "kind: 4 (expected: CONTENT (0), EDIT (1), RECALL (2) or REACTION (3))"));
    assertThat(gateway.messages.batches).hasValue(0);
  }

  @Test
  void aClientWantsTheStatusUnlessItSaysThatItTakesEarlyAcks() {
    EmbeddedChannel other = gateway.connect();
    assertThat(loginAck(other, "other , early").getFeatures()).isEmpty();
    EmbeddedChannel early = gateway.connect();
    assertThat(loginAck(early, "other, early-ack").getFeatures()).isEqualTo("early-ack");
    send(other, frame(message("the first of its lane")));
    send(other, frame(message("wants it")));
    send(early, frame(message("the first of its lane")));
    send(early, frame(message("does not")));

    assertThat(gateway.messages.uploads)
        .extracting(UploadItem::getWantsStatus)
        .containsExactly(true, false);
    other.finishAndReleaseAll();
    early.finishAndReleaseAll();
  }

  @Test
  void whoDoesNotWantTheStatusDoesNotWaitBehindWhoDoes() {
    EmbeddedChannel early = gateway.connect();
    loginAck(early, "early-ack");
    gateway.messages.gate = new CompletableFuture<>();
    assertThat(exchange(message("waits"))).isEmpty();
    CompletableFuture<Void> waits = gateway.messages.gate;
    gateway.messages.gate = CompletableFuture.completedFuture(null);

    send(early, frame(message("goes on")));

    assertThat(received(early))
        .flatExtracting(Frame::getSendAcksList)
        .extracting(SendAck::getClientMsgId)
        .containsExactly("goes on");
    waits.complete(null);
    early.finishAndReleaseAll();
  }

  /** Of the same user on another device, so that both would share a lane. */
  private LoginAck loginAck(EmbeddedChannel client, String features) {
    send(
        client,
        Frames.login(ANN, "ann").toBuilder()
            .putProperties("proto", "3")
            .putProperties("device", "other")
            .putProperties("features", features)
            .build());
    return received(client).get(0).getLoginAck();
  }

  private String text(SendItem item) {
    return item.getBody().toStringUtf8();
  }

  /** Sends messages in one frame; returns the codes of their answers. */
  private List<String> exchange(Message... messages) {
    send(channel, frame(messages));
    for (int i = 0; i < 5; i++) {
      gateway.pause(Duration.ZERO);
    }
    return received(channel).stream()
        .flatMap(frame -> frame.getSendAcksList().stream())
        .map(SendAck::getCode)
        .toList();
  }

  private static Frame frame(Message... messages) {
    return Frame.newBuilder().setCmd(Command.SEND).addAllMessages(List.of(messages)).build();
  }

  private static Message toGroup(String id) {
    return message(id).toBuilder()
        .setConversation(Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(4711))
        .build();
  }

  private static Message message(String id) {
    return Message.newBuilder()
        .setConversation(Conversation.newBuilder().setId(8))
        .setClientMsgId(id)
        .setBody(ByteString.copyFromUtf8("hi"))
        .build();
  }
}
