package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.ContinuityBroken;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.route.api.AckItem;
import io.crossim.route.api.Continuity;
import io.crossim.server.api.Push;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of every protocol get of what is said and happens in groups. */
class GroupFeedTest {

  private static final long ANN = 7;
  private static final long BOB = 8;
  private static final long GROUP = 4711;

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aClientThatKnowsConversationsGetsThemWhole() {
    loginV3("conversations");
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, "hi"));
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.REACTION, "+"));

    assertThat(messages())
        .extracting(
            message -> message.getConversation().getId(),
            Message::getConversationName,
            Message::getKind,
            message -> message.getBody().toStringUtf8(),
            Message::getContentType,
            Message::getSeq)
        .containsExactly(
            tuple(GROUP, "group4711", Kind.CONTENT, "hi", "", 1L),
            tuple(GROUP, "group4711", Kind.REACTION, "+", "", 2L));
  }

  @Test
  void anotherV3ClientGetsEveryPlaceAndATextOnlyWhereThereIsOne() {
    loginV3("early-ack");
    Message recalled =
        Message.newBuilder().setSenderId(BOB).setConversationSeq(3).setRecalled(true).build();
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, "hi"));
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.JOINED, ""));
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.EDIT, "hello"));
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.REACTION, "+"));
    push(gateway.messages.store(ANN, recalled));
    push(gateway.messages.store(ANN, BOB, "private"));

    assertThat(messages())
        .extracting(
            Message::getSeq, message -> message.getBody().toStringUtf8(), Message::getContentType)
        .containsExactly(
            tuple(1L, "hi", ""),
            tuple(2L, "", "application/x-cim-event"),
            tuple(3L, "hello", ""),
            tuple(4L, "", "application/x-cim-event"),
            tuple(5L, "", "application/x-cim-event"),
            tuple(6L, "private", ""));
    acknowledge(6);
    assertThat(gateway.messages.acks).extracting(AckItem::getSeq).containsExactly(6L);
  }

  @Test
  void aGapInAGroupIsToldBeforeWhatFollowsIt() {
    loginV3("conversations");
    gapsCome();

    List<Frame> frames = received(channel);
    assertThat(frames)
        .extracting(Frame::getCmd)
        .containsExactly(
            Command.PUSH,
            Command.CONTINUITY_BROKEN,
            Command.PUSH,
            Command.PUSH,
            Command.CONTINUITY_BROKEN,
            Command.PUSH,
            Command.PUSH);
    ContinuityBroken expired = frames.get(1).getContinuityBroken();
    assertThat(expired.getReason()).isEqualTo(ContinuityBroken.Reason.EXPIRED);
    assertThat(expired.getConversation().getType()).isEqualTo(Conversation.Type.GROUP);
    assertThat(expired.getConversation().getId()).isEqualTo(GROUP);
    assertThat(expired.hasRestart()).isFalse();
    assertThat(frames.get(4).getContinuityBroken().getReason())
        .isEqualTo(ContinuityBroken.Reason.STORE_WENT_BACK);
    assertThat(frames.stream().flatMap(frame -> frame.getMessagesList().stream()))
        .extracting(Message::getSeq, Message::getContentType)
        .containsExactly(
            tuple(1L, ""),
            tuple(2L, "application/x-cim-event"),
            tuple(3L, ""),
            tuple(4L, "application/x-cim-event"),
            tuple(5L, ""));
    acknowledge(5);
    assertThat(gateway.messages.acks).extracting(AckItem::getSeq).containsExactly(5L);
  }

  @Test
  void aGapInAGroupIsNotToldToClientsThatDoNotKnowConversations() {
    loginV3("early-ack");
    gapsCome();

    assertThat(received(channel)).extracting(Frame::getCmd).containsOnly(Command.PUSH).hasSize(5);
  }

  /** The last message is pushed, and the server reads what it has not seen. */
  private void gapsCome() {
    gateway.messages.storeInGroup(ANN, GROUP, BOB, "hi");
    gateway.messages.storeGap(ANN, GROUP, Continuity.EXPIRED);
    gateway.messages.storeInGroup(ANN, GROUP, BOB, "hello");
    gateway.messages.storeGap(ANN, GROUP, Continuity.STORE_WENT_BACK);
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, "again"));
  }

  /** What the user has sent to somebody over another device. */
  private static Message ownToBob(String text) {
    return Message.newBuilder()
        .setConversation(Conversation.newBuilder().setId(BOB))
        .setBody(ByteString.copyFromUtf8(text))
        .setSenderId(ANN)
        .setConversationSeq(9)
        .build();
  }

  @Test
  void ownPrivateMessagesOfAnotherDeviceAreShownWhereTheyAreKnown() {
    loginV3("conversations");
    push(gateway.messages.store(ANN, ownToBob("from my phone")));

    assertThat(messages())
        .extracting(message -> message.getBody().toStringUtf8())
        .containsExactly("from my phone");
  }

  @Test
  void anotherV3ClientDoesNotTakeThemForMessagesToItself() {
    loginV3("early-ack");
    push(gateway.messages.store(ANN, ownToBob("from my phone")));
    push(gateway.messages.store(ANN, ANN, "a note to myself"));

    assertThat(messages())
        .extracting(
            Message::getSeq, message -> message.getBody().toStringUtf8(), Message::getContentType)
        .containsExactly(
            tuple(1L, "", "application/x-cim-event"), tuple(2L, "a note to myself", ""));
  }

  @Test
  void aV2ClientGetsTextsWithTheNameOfTheGroup() {
    loginV2();
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, "hi"));
    push(gateway.messages.store(ANN, BOB, "private"));
    push(gateway.messages.storeInGroup(ANN, GROUP, 0, "from a script"));

    List<Frame> frames = received(channel);
    assertThat(frames)
        .extracting(Frame::getText)
        .containsExactly("[group4711] hi", "private", "[group4711] from a script");
    assertThat(frames).allMatch(frame -> frame.getCmd() == Command.MESSAGE);
    assertThat(frames.get(0).getPropertiesMap())
        .containsEntry("sendUserId", "8")
        .containsEntry("sendUserName", "user8")
        .containsEntry("receiveUserId", "7")
        .containsEntry("groupId", "4711")
        .containsEntry("groupName", "group4711")
        .hasSize(5);
    assertThat(frames.get(1).getPropertiesMap()).hasSize(3);
    assertThat(frames.get(2).getPropertiesMap()).containsEntry("sendUserName", "system");
  }

  @Test
  void aV2ClientGetsNothingOfWhatHasNoTextNorOfItsOwnWords() {
    loginV2();
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.JOINED, ""));
    push(gateway.messages.storeInGroup(ANN, GROUP, ANN, "my own"));
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.EDIT, "hello"));
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.RECALL, ""));
    push(gateway.messages.store(ANN, ANN, "a note to myself"));
    push(gateway.messages.store(ANN, ownToBob("from my phone")));

    assertThat(received(channel))
        .extracting(Frame::getText)
        .containsExactly("[group4711] hello", "a note to myself");
    assertThat(gateway.messages.reads).as("reads, which a gap would cause").hasValue(0);
  }

  @Test
  void whatAV2ClientGetsNothingOfIsAcknowledgedAllTheSame() {
    loginV2();
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, "hi"));
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.REACTION, "+"));
    received(channel);
    provesThatItReads();
    assertThat(gateway.messages.acks).extracting(AckItem::getSeq).containsExactly(2L);

    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.REACTION, "-"));
    provesThatItReads();

    assertThat(gateway.messages.acks).extracting(AckItem::getSeq).containsExactly(2L, 3L);
  }

  @Test
  void whatIsPassedOverProvesNothingOfTheFrameBeforeIt() {
    loginV2();
    Push text = gateway.messages.storeInGroup(ANN, GROUP, BOB, "hi");
    Push reaction = gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.REACTION, "+");
    GatewayFixture.pushWithoutFlush(channel, text);
    GatewayFixture.pushWithoutFlush(channel, reaction);

    provesThatItReads();
    assertThat(gateway.messages.acks).isEmpty();

    channel.flush();
    provesThatItReads();
    assertThat(gateway.messages.acks).extracting(AckItem::getSeq).containsExactly(2L);
  }

  @Test
  void anOrderlyEndAcknowledgesWhatWasPassedOverLast() {
    loginV2();
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, "hi"));
    push(gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.REACTION, "+"));
    received(channel);

    channel.close();

    gateway.pause();
    assertThat(gateway.messages.acks).extracting(AckItem::getSeq).containsExactly(2L);
  }

  @Test
  void aBatchOfWhatHadWaitedIsOfOneSenderInOneConversation() {
    for (int i = 0; i < 8; i++) {
      gateway.messages.store(ANN, 5, "first " + i);
    }
    gateway.messages.store(ANN, BOB, "private");
    gateway.messages.storeInGroup(ANN, GROUP, BOB, "a");
    gateway.messages.storeInGroup(ANN, GROUP, BOB, "b");
    gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.JOINED, "");
    gateway.messages.storeInGroup(ANN, GROUP, BOB, "c");
    gateway.messages.storeInGroup(ANN, GROUP + 1, BOB, "d");
    gateway.messages.storeInGroup(ANN, GROUP + 1, 5, "e");
    loginV2();
    GatewayFixture.feed(channel).fetch();
    pass(Duration.ofMillis(100));

    assertThat(received(channel))
        .extracting(
            frame -> frame.getPropertiesOrDefault("groupId", ""),
            frame -> frame.getPropertiesOrThrow("sendUserId"),
            Frame::getBatchList)
        .containsExactly(
            tuple("", "8", List.of("private")),
            tuple("4711", "8", List.of("[group4711] a", "[group4711] b")),
            tuple("4711", "8", List.of("[group4711] c")),
            tuple("4712", "8", List.of("[group4712] d")),
            tuple("4712", "5", List.of("[group4712] e")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aV2ClientGetsEachTextOnceInOrderAndAllIsAcknowledged(long seed) {
    Random random = new Random(seed);
    List<String> expected = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    loginV2();
    for (int i = 0; i < 500; i++) {
      Push push = something(random, i, expected);
      if (random.nextInt(4) != 0) { // else it is lost
        push(push);
      }
      if (random.nextInt(3) == 0) {
        look(texts);
      }
      if (random.nextInt(10) == 0) {
        gateway.messages.away = random.nextBoolean();
      }
    }
    gateway.messages.away = false;
    for (int i = 0; i < 300; i++) {
      push(something(random, 500 + i, expected));
      look(texts);
    }
    assertThat(texts).isEqualTo(expected);
    provesThatItReads();
    assertThat(gateway.messages.acks)
        .last()
        .extracting(AckItem::getSeq)
        .isEqualTo(gateway.messages.head(ANN));
  }

  private Push something(Random random, int number, List<String> texts) {
    String text = "m" + number;
    switch (random.nextInt(5)) {
      case 0 -> {
        texts.add(text);
        return gateway.messages.store(ANN, BOB, text);
      }
      case 1 -> {
        texts.add("[group4711] " + text);
        return gateway.messages.storeInGroup(ANN, GROUP, BOB, text);
      }
      case 2 -> {
        return gateway.messages.storeInGroup(ANN, GROUP, ANN, text);
      }
      case 3 -> {
        texts.add("[group4711] " + text);
        return gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.EDIT, text);
      }
      default -> {
        return gateway.messages.storeInGroup(ANN, GROUP, BOB, Kind.forNumber(2 + number % 5), "");
      }
    }
  }

  private void look(List<String> texts) {
    pass(Duration.ofSeconds(5));
    for (Frame frame : received(channel)) {
      if (frame.getCmd() != Command.PING) {
        texts.addAll(frame.getBatchCount() > 0 ? frame.getBatchList() : List.of(frame.getText()));
      }
    }
  }

  private void loginV2() {
    send(channel, Frames.login(ANN, "ann"));
    received(channel);
  }

  private void loginV3(String features) {
    send(
        channel,
        Frames.login(ANN, "ann").toBuilder()
            .putProperties("proto", "3")
            .putProperties("features", features)
            .build());
    assertThat(received(channel).get(0).getLoginAck().getFeatures()).isEqualTo(features);
  }

  private void push(Push push) {
    GatewayFixture.push(channel, push);
  }

  private List<Message> messages() {
    return received(channel).stream().flatMap(frame -> frame.getMessagesList().stream()).toList();
  }

  private void acknowledge(long seq) {
    send(
        channel,
        Frame.newBuilder()
            .setCmd(Command.ACK)
            .setPosition(Position.newBuilder().setEpoch("e1").setSeq(seq))
            .build());
    gateway.pause();
  }

  private void provesThatItReads() {
    gateway.ticker.advance(Duration.ofSeconds(2));
    send(channel, Frames.ping(ANN));
    received(channel);
    gateway.pause();
  }

  private void pass(Duration time) {
    gateway.ticker.advance(time);
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runPendingTasks();
  }
}
