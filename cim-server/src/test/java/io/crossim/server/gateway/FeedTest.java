package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.ContinuityBroken.Reason;
import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.crossim.route.api.AckItem;
import io.crossim.route.api.Continuity;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.Feed;
import io.crossim.server.connection.FrameSource;
import io.crossim.server.inbox.V3Feed;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes out of an inbox on the wire, for both protocols. */
class FeedTest {

  private static final long ANN = 7;

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aV3LoginIsAnsweredBeforeThePong() {
    gateway.messages.store(ANN, 5, "waits");
    send(channel, login(""), Frames.ping(ANN));

    List<Frame> frames = received(channel);

    assertThat(frames)
        .extracting(Frame::getCmd)
        .containsExactly(Command.LOGIN_ACK, Command.PING, Command.PUSH);
    assertThat(frames.get(0).getLoginAck().getCode()).isEqualTo("9000");
    assertThat(frames.get(0).getLoginAck().getEpoch()).isEqualTo("e1");
    assertThat(frames.get(0).getLoginAck().getHeadSeq()).isEqualTo(1);
    Message message = frames.get(2).getMessages(0);
    assertThat(message.getBody().toStringUtf8()).isEqualTo("waits");
    assertThat(message.getSeq()).isEqualTo(1);
    assertThat(message.getMessageId()).isEqualTo(1_001);
    assertThat(message.getSentAt()).isEqualTo(2_001);
    assertThat(message.getSenderName()).isEqualTo("user5");
  }

  @Test
  void aRefusedV3LoginIsToldWhy() {
    gateway.sessions.answer = ResultCode.REPEAT_LOGIN;
    send(channel, login(""));

    assertThat(received(channel))
        .singleElement()
        .satisfies(frame -> assertThat(frame.getLoginAck().getCode()).isEqualTo("5000"));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aResumeThatIsNoneIsRefused() {
    send(channel, login("nonsense"));

    assertThat(received(channel).get(0).getLoginAck().getText())
        .contains("resume")
        .contains("epoch:seq:messageId");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aClientGoesOnWhereItSaysThatItStands() {
    store("one", "two", "three");
    send(channel, login("e1:2:1002"));

    assertThat(pushed()).containsExactly("three");
  }

  @Test
  void pushesAreWrittenInOrderAndOnce() {
    loggedIn();
    Push one = gateway.messages.store(ANN, 5, "one");
    Push two = gateway.messages.store(ANN, 5, "two");

    assertThat(push(one)).isEqualTo(PushOutcome.TAKEN);
    assertThat(push(one)).isEqualTo(PushOutcome.TAKEN);
    assertThat(push(two)).isEqualTo(PushOutcome.TAKEN);
    assertThat(pushed()).containsExactly("one", "two");
    assertThat(gateway.messages.reads).hasValue(0);
  }

  @Test
  void aPushThatIsAheadMakesTheFeedReadWhatIsBetween() {
    loggedIn();
    gateway.messages.store(ANN, 5, "lost");

    assertThat(push(gateway.messages.store(ANN, 5, "ahead"))).isEqualTo(PushOutcome.LATER);

    assertThat(pushed()).containsExactly("lost", "ahead");
  }

  @Test
  void aReadThatFailsIsTriedAgain() {
    loggedIn();
    gateway.messages.store(ANN, 5, "lost");
    gateway.messages.away = true;
    push(gateway.messages.store(ANN, 5, "ahead"));
    assertThat(pushed()).isEmpty();

    gateway.messages.away = false;
    pass(Duration.ofSeconds(1));

    assertThat(pushed()).containsExactly("lost", "ahead");
  }

  @Test
  void anInboxThatIsMendedGoesOnWithItsNextMessage() {
    store("waits");
    gateway.messages.damaged = true;
    send(channel, login(""));
    assertThat(received(channel)).extracting(Frame::getCmd).containsExactly(Command.LOGIN_ACK);

    gateway.messages.damaged = false;
    push(gateway.messages.store(ANN, 5, "next"));

    assertThat(pushed()).containsExactly("waits", "next");
  }

  @Test
  void aClientWhoseLoginCouldNotBeToldItsEpochIsToldItLater() {
    gateway.messages.store(ANN, 5, "waits");
    gateway.sessions.epoch = "";
    send(channel, login(""));

    List<Frame> frames = received(channel);

    assertThat(frames.get(0).getLoginAck().getEpoch()).isEmpty();
    assertThat(frames.get(1).getContinuityBroken().getReason()).isEqualTo(Reason.STORE_CHANGED);
    assertThat(frames.get(1).getContinuityBroken().getRestart().getEpoch()).isEqualTo("e1");
    assertThat(frames.get(2).getCmd()).isEqualTo(Command.PUSH);
  }

  @Test
  void anInboxThatIsMendedIsReadSoonWithoutAMessage() {
    store("waits");
    gateway.messages.damaged = true;
    send(channel, login(""));
    received(channel);
    gateway.messages.damaged = false;

    pass(Duration.ofSeconds(15));

    assertThat(pushed()).containsExactly("waits");
  }

  @Test
  void anotherEpochIsToldBeforeWhatFollows() {
    loggedIn();
    push(gateway.messages.store(ANN, 5, "one"));
    assertThat(pushed()).containsExactly("one");
    gateway.messages.epoch = "e2";
    gateway.messages.continuity = Continuity.STORE_CHANGED;

    push(gateway.messages.store(ANN, 5, "two"));

    List<Frame> frames = received(channel);
    assertThat(frames)
        .extracting(Frame::getCmd)
        .containsExactly(Command.CONTINUITY_BROKEN, Command.PUSH);
    assertThat(frames.get(0).getContinuityBroken().getReason()).isEqualTo(Reason.STORE_CHANGED);
    assertThat(frames.get(0).getContinuityBroken().getRestart())
        .isEqualTo(Position.newBuilder().setEpoch("e2").setSeq(1).setMessageId(1_001).build());
    assertThat(frames.get(1).getMessages(0).getSeq()).isEqualTo(2);
  }

  @Test
  void aFullWindowWaitsForAnAcknowledgement() {
    for (int i = 0; i < V3Feed.WINDOW + 5; i++) {
      gateway.messages.store(ANN, 5, "m" + i);
    }
    send(channel, login(""));
    assertThat(pushed()).hasSize(V3Feed.WINDOW);
    assertThat(push(gateway.messages.store(ANN, 5, "last"))).isEqualTo(PushOutcome.LATER);

    send(channel, acknowledge("e1", 100));

    assertThat(pushed()).hasSize(6).last().isEqualTo("last");
    gateway.pause();
    assertThat(gateway.messages.acks)
        .containsExactly(
            AckItem.newBuilder()
                .setUserId(ANN)
                .setDevice("phone")
                .setEpoch("e1")
                .setSeq(100)
                .build());
  }

  @Test
  void anAcknowledgementOfAnotherEpochOrOfTheFutureIsPassedOver() {
    loggedIn();
    push(gateway.messages.store(ANN, 5, "one"));

    send(channel, acknowledge("e0", 1), acknowledge("e1", 2));

    gateway.pause();
    assertThat(gateway.messages.acks).isEmpty();
  }

  @Test
  void aClientThatAsksGetsAgainWhatFollowsAPosition() {
    loggedIn();
    push(gateway.messages.store(ANN, 5, "one"));
    push(gateway.messages.store(ANN, 5, "two"));
    assertThat(pushed()).hasSize(2);

    send(
        channel,
        Frame.newBuilder()
            .setCmd(Command.SYNC)
            .setPosition(Position.newBuilder().setEpoch("e1").setSeq(1).setMessageId(1_001))
            .build());

    assertThat(pushed()).containsExactly("two");
  }

  @Test
  void aSendIsTriedUntilARouteHasDecided() {
    loggedIn();
    gateway.messages.retries.set(2);
    send(channel, message("first"), message("second"));
    assertThat(received(channel)).isEmpty();
    gateway.pause();
    gateway.pause();

    assertThat(received(channel))
        .extracting(frame -> frame.getSendAcks(0))
        .extracting(SendAck::getClientMsgId, SendAck::getCode, SendAck::getStatus)
        .containsExactly(
            tuple("first", "9000", DeliveryStatus.PUSHED),
            tuple("second", "9000", DeliveryStatus.PUSHED));
    assertThat(gateway.messages.sends)
        .extracting(SendItem::getClientMsgId)
        .containsExactly("first", "second");
    assertThat(gateway.messages.sends).allMatch(item -> item.getSenderId() == ANN);
  }

  @Test
  void aDisplacedV3ClientIsToldNotToComeBack() {
    loggedIn();
    gateway.displacement.end(
        GatewayFixture.connection(channel), ResultCode.REPEAT_LOGIN, "logged in elsewhere");

    assertThat(received(channel)).extracting(Frame::getCmd).containsExactly(Command.KICK);
    assertThat(channel.isOpen()).isFalse();
    assertThat(gateway.closes.count(CloseReason.DISPLACED)).isEqualTo(1);
  }

  @Test
  void aKickedV3ClientIsToldWhy() {
    loggedIn();
    gateway.displacement.end(
        GatewayFixture.connection(channel), ResultCode.TOKEN_INVALID, "by an operator");

    assertThat(received(channel))
        .singleElement()
        .satisfies(
            frame -> {
              assertThat(frame.getCmd()).isEqualTo(Command.KICK);
              assertThat(frame.getProblem().getText()).isEqualTo("by an operator");
            });
    assertThat(channel.isOpen()).isFalse();
    assertThat(gateway.closes.count(CloseReason.KICKED)).isEqualTo(1);
  }

  @Test
  void aClientThatMovesIsItsOwnSuccessorAndLeavesByItself() {
    loggedIn();
    Connection moving = GatewayFixture.connection(channel);
    moving.sendAway(500);
    gateway.displacement.end(moving, ResultCode.REPEAT_LOGIN, "logged in elsewhere");
    gateway.messages.store(ANN, 5, "for its successor");

    assertThat(received(channel)).extracting(Frame::getCmd).containsExactly(Command.GO_AWAY);
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(5, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(gateway.closes.count(CloseReason.MOVED)).isEqualTo(1);
    assertThat(gateway.sessions.unbinds).isEmpty();
  }

  @Test
  void aV2ClientGetsEightAndTheRestWhenItAsks() {
    for (int i = 0; i < 9; i++) {
      gateway.messages.store(ANN, 5, "a" + i);
    }
    for (int i = 0; i < 150; i++) {
      gateway.messages.store(ANN, 6, "b" + i);
    }
    send(channel, Frames.login(ANN, "ann"));
    List<Frame> first = received(channel);
    assertThat(first).hasSize(8).allMatch(frame -> frame.getCmd() == Command.MESSAGE);

    feed().fetch();
    pass(Duration.ofMillis(100));

    List<Frame> rest = received(channel);
    assertThat(rest)
        .allMatch(frame -> frame.getCmd() == Command.OFFLINE && frame.getBatchCount() <= 100)
        .allMatch(frame -> frame.getId() == ANN);
    assertThat(rest.get(0).getPropertiesOrThrow("sendUserId")).isEqualTo("5");
    assertThat(rest.get(0).getBatchList()).containsExactly("a8");
    assertThat(rest.stream().skip(1).flatMap(frame -> frame.getBatchList().stream()))
        .containsExactlyElementsOf(IntStream.range(0, 150).mapToObj(i -> "b" + i).toList());
    assertThat(push(gateway.messages.store(ANN, 5, "live"))).isEqualTo(PushOutcome.TAKEN);
    assertThat(received(channel)).extracting(Frame::getText).containsExactly("live");
  }

  @Test
  void aV2ClientThatNeverAsksGetsTheRestLittleByLittle() {
    for (int i = 0; i < 20; i++) {
      gateway.messages.store(ANN, 5, "a" + i);
    }
    send(channel, Frames.login(ANN, "ann"));
    assertThat(received(channel)).hasSize(8);
    pass(Duration.ofSeconds(9));
    assertThat(received(channel)).isEmpty();

    pass(Duration.ofSeconds(1));
    assertThat(received(channel)).hasSize(8);
    pass(Duration.ofMillis(100));
    assertThat(received(channel)).hasSize(4);
  }

  @Test
  void liveMessagesOfAV2ClientWaitBehindItsReplay() {
    for (int i = 0; i < 10; i++) {
      gateway.messages.store(ANN, 5, "a" + i);
    }
    send(channel, Frames.login(ANN, "ann"));
    received(channel);
    GatewayFixture.connection(channel)
        .writer()
        .deliver(
            FrameSource.shared(Frame.newBuilder().setCmd(Command.MESSAGE).setText("live").build()));
    assertThat(received(channel)).isEmpty();

    feed().fetch();
    pass(Duration.ofMillis(100));

    List<Frame> frames = received(channel);
    assertThat(frames.get(frames.size() - 1).getText()).isEqualTo("live");
  }

  @Test
  void aV2MessageIsAcknowledgedByAFrameTwoSecondsLater() {
    send(channel, Frames.login(ANN, "ann"));
    push(gateway.messages.store(ANN, 5, "one"));
    received(channel);
    send(channel, Frames.ping(ANN));
    gateway.pause();
    assertThat(gateway.messages.acks).isEmpty();

    gateway.ticker.advance(Duration.ofSeconds(2));
    send(channel, Frames.ping(ANN));

    gateway.pause();
    assertThat(gateway.messages.acks).extracting(AckItem::getSeq).containsExactly(1L);
    assertThat(gateway.messages.acks.get(0).getDevice()).isEqualTo("v2");
  }

  @Test
  void anOrderlyEndAcknowledgesWhatAV2ClientGot() {
    send(channel, Frames.login(ANN, "ann"));
    push(gateway.messages.store(ANN, 5, "one"));
    received(channel);

    channel.close();

    gateway.pause();
    assertThat(gateway.messages.acks).extracting(AckItem::getSeq).containsExactly(1L);
  }

  @Test
  void anEndThatTheServerMadeAcknowledgesNothing() {
    send(channel, Frames.login(ANN, "ann"));
    push(gateway.messages.store(ANN, 5, "one"));
    received(channel);

    GatewayFixture.connection(channel).close(CloseReason.SILENT);

    gateway.pause();
    assertThat(gateway.messages.acks).isEmpty();
  }

  private void loggedIn() {
    send(channel, login(""));
    assertThat(received(channel)).extracting(Frame::getCmd).containsExactly(Command.LOGIN_ACK);
  }

  private void store(String... texts) {
    for (String text : texts) {
      gateway.messages.store(ANN, 5, text);
    }
  }

  private Feed feed() {
    return Objects.requireNonNull(GatewayFixture.connection(channel).feed());
  }

  private PushOutcome push(Push push) {
    StoredMessage message =
        StoredMessage.newBuilder()
            .setSeq(push.getSeq())
            .setMessageId(push.getMessageId())
            .setStoredAt(push.getStoredAt())
            .setPayload(push.getPayload())
            .build();
    PushOutcome outcome = feed().push(push.getEpoch(), message);
    channel.flush();
    return outcome;
  }

  private List<String> pushed() {
    return received(channel).stream()
        .filter(frame -> frame.getCmd() == Command.PUSH)
        .flatMap(frame -> frame.getMessagesList().stream())
        .map(message -> message.getBody().toStringUtf8())
        .toList();
  }

  private void pass(Duration time) {
    gateway.ticker.advance(time);
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runPendingTasks();
  }

  private static Frame login(String resume) {
    Frame.Builder login =
        Frames.login(ANN, "ann").toBuilder()
            .putProperties("proto", "3")
            .putProperties("device", "phone");
    if (!resume.isEmpty()) {
      login.putProperties("resume", resume);
    }
    return login.build();
  }

  private static Frame acknowledge(String epoch, long seq) {
    return Frame.newBuilder()
        .setCmd(Command.ACK)
        .setPosition(Position.newBuilder().setEpoch(epoch).setSeq(seq))
        .build();
  }

  private static Frame message(String id) {
    return Frame.newBuilder()
        .setCmd(Command.SEND)
        .addMessages(Message.newBuilder().setClientMsgId(id).setBody(ByteString.copyFromUtf8("hi")))
        .build();
  }
}
