package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.connection;
import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.ConnectionState;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one client may do, and how many there may be. */
class BoundsTest {

  @Test
  void theConnectionBeyondAnAddressesBoundIsClosed() {
    GatewayFixture gateway = new GatewayFixture(2, 0, 0);
    EmbeddedChannel first = gateway.connect();
    gateway.connect();

    assertThat(gateway.connect().isOpen()).isFalse();
    assertThat(gateway.connections.size()).isEqualTo(2);
    assertThat(gateway.refusals.total("connections")).isEqualTo(1);

    first.close();
    assertThat(gateway.connect().isOpen()).isTrue();
  }

  @Test
  void theNewestWithoutALoginIsClosedAndALoginMakesRoom() {
    GatewayFixture gateway = new GatewayFixture(0, 2, 0);
    EmbeddedChannel ann = gateway.connect();
    EmbeddedChannel idle = gateway.connect();
    assertThat(gateway.connect().isOpen()).isFalse();

    send(ann, Frames.login(7, "ann"));
    assertThat(received(ann)).isEmpty();
    assertThat(connection(ann).state()).isEqualTo(ConnectionState.BOUND);
    EmbeddedChannel next = gateway.connect();
    assertThat(next.isOpen()).isTrue();
    assertThat(gateway.connect().isOpen()).isFalse();

    idle.close();
    assertThat(gateway.connect().isOpen()).isTrue();
    ann.close();
    assertThat(gateway.connect().isOpen()).isFalse();
    assertThat(gateway.refusals.total("cim.server.max-unauthenticated")).isEqualTo(3);
  }

  @Test
  void aRefusedLoginIsNoLongerWaitedFor() {
    GatewayFixture gateway = new GatewayFixture(0, 1, 0);
    gateway.sessions.answer = ResultCode.ACCOUNT_MISMATCH;
    for (int i = 0; i < 3; i++) {
      EmbeddedChannel stranger = gateway.connect();
      assertThat(stranger.isOpen()).isTrue();
      send(stranger, Frames.login(7, "ann"));
      stranger.runPendingTasks();
      assertThat(stranger.isOpen()).isFalse();
    }
  }

  @Test
  void sendsBeyondTheRateAreRefusedAndNotStored() {
    GatewayFixture gateway = new GatewayFixture(0, 0, 5);
    EmbeddedChannel ann = v3(gateway);

    send(ann, sends(0, 12));
    gateway.pause();

    List<SendAck> acks =
        received(ann).stream().flatMap(frame -> frame.getSendAcksList().stream()).toList();
    assertThat(acks)
        .filteredOn(ack -> ack.getCode().equals("9000"))
        .extracting(SendAck::getClientMsgId)
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(acks)
        .filteredOn(ack -> ack.getCode().equals("6000"))
        .extracting(SendAck::getClientMsgId)
        .containsExactly("10", "11");
    assertThat(gateway.messages.sends).hasSize(10);
    assertThat(ann.isOpen()).isTrue();
    assertThat(gateway.refusals.total("cim.limits.sends-per-second")).isEqualTo(2);
  }

  @Test
  void aFrameOfTooManyMessagesIsToldSoAndClosed() {
    GatewayFixture gateway = new GatewayFixture();
    EmbeddedChannel ann = v3(gateway);
    Frame.Builder frame = Frame.newBuilder().setCmd(Command.SEND);
    for (int i = 0; i < 300; i++) {
      frame.addMessages(Message.getDefaultInstance());
    }
    assertThat(frame.build().getSerializedSize()).isLessThan(GatewayFixture.MAX_FRAME);

    send(ann, frame.build());

    assertThat(received(ann))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.getCmd()).isEqualTo(Command.ERROR);
              assertThat(error.getProblem().getText())
                  .isEqualTo("messages: 300 in one frame (expected: at most 250)");
            });
    assertThat(gateway.closes.count(CloseReason.FRAME_TOO_LARGE)).isEqualTo(1);
    assertThat(gateway.messages.sends).isEmpty();
  }

  @Test
  void aLoginWithTooManyPropertiesIsRefused() {
    GatewayFixture gateway = new GatewayFixture();
    EmbeddedChannel channel = gateway.connect();
    Frame.Builder login = Frames.login(7, "ann").toBuilder();
    for (int i = 0; i < 33; i++) {
      login.putProperties(Integer.toString(i), "");
    }

    send(channel, login.build());

    assertThat(gateway.closes.count(CloseReason.LOGIN_INVALID)).isEqualTo(1);
    assertThat(gateway.sessions.binds).isEmpty();
  }

  @Test
  void aLoginWithALongNameOfAPropertyIsRefused() {
    GatewayFixture gateway = new GatewayFixture();
    EmbeddedChannel channel = gateway.connect();

    send(channel, Frames.login(7, "ann").toBuilder().putProperties("x".repeat(65), "").build());

    assertThat(gateway.closes.count(CloseReason.LOGIN_INVALID)).isEqualTo(1);
    assertThat(channel.isOpen()).isFalse();
  }

  private static EmbeddedChannel v3(GatewayFixture gateway) {
    EmbeddedChannel channel = gateway.connect();
    send(channel, Frames.login(7, "ann").toBuilder().putProperties("proto", "3").build());
    assertThat(received(channel)).extracting(Frame::getCmd).containsExactly(Command.LOGIN_ACK);
    return channel;
  }

  private static Frame sends(int from, int to) {
    Frame.Builder frame = Frame.newBuilder().setCmd(Command.SEND);
    for (int i = from; i < to; i++) {
      frame.addMessages(
          Message.newBuilder()
              .setClientMsgId(Integer.toString(i))
              .setBody(ByteString.copyFromUtf8("hi")));
    }
    return frame.build();
  }
}
