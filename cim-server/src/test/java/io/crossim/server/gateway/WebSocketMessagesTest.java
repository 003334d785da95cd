package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.connection;
import static io.crossim.server.gateway.GatewayFixture.push;
import static io.crossim.server.gateway.WebSocketFixture.BINARY;
import static io.crossim.server.gateway.WebSocketFixture.CLOSE;
import static io.crossim.server.gateway.WebSocketFixture.PING;
import static io.crossim.server.gateway.WebSocketFixture.PONG;
import static io.crossim.server.gateway.WebSocketFixture.TEXT;
import static io.crossim.server.gateway.WebSocketFixture.ascii;
import static io.crossim.server.gateway.WebSocketFixture.bytes;
import static io.crossim.server.gateway.WebSocketFixture.frame;
import static io.crossim.server.gateway.WebSocketFixture.frames;
import static io.crossim.server.gateway.WebSocketFixture.login;
import static io.crossim.server.gateway.WebSocketFixture.message;
import static io.crossim.server.gateway.WebSocketFixture.online;
import static io.crossim.server.gateway.WebSocketFixture.open;
import static io.crossim.server.gateway.WebSocketFixture.received;
import static io.crossim.server.gateway.WebSocketFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.ResultCode;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.FrameSource;
import io.crossim.server.gateway.WebSocketFixture.Received;
import io.crossim.server.websocket.WebSocketDialect;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames over WebSocket, in both directions, and the end of a connection. */
class WebSocketMessagesTest {

  private static final int FIRST = 0x02;
  private static final int MORE = 0x00;
  private static final int LAST = 0x80;

  private final GatewayFixture gateway = new GatewayFixture();

  @Test
  void aClientLogsInIsReachedSendsAndAcknowledges() {
    EmbeddedChannel ann = online(gateway, 7, "ann");

    push(ann, gateway.messages.store(7, 8, "hi ann"));
    Message pushed = frames(received(ann)).get(0).getMessages(0);
    assertThat(pushed.getBody().toStringUtf8()).isEqualTo("hi ann");

    write(ann, message(send("1", "hi bob")));
    assertThat(frames(received(ann)).get(0).getSendAcks(0).getCode()).isEqualTo("9000");
    assertThat(gateway.messages.sends).hasSize(1);

    write(ann, message(Frames.ping(7)));
    assertThat(frames(received(ann))).containsExactly(Frames.pong(7));
    assertThat(connection(ann).takesConversations()).isFalse();
  }

  @Test
  void lessIsPushedAheadThanOverTcp() {
    for (int i = 0; i < WebSocketDialect.WINDOW + 5; i++) {
      gateway.messages.store(7, 8, "text " + i);
    }
    EmbeddedChannel ann = open(gateway);
    write(ann, message(login(7, "ann")));
    gateway.pause();

    List<Frame> all = frames(received(ann));
    assertThat(all.get(0).getLoginAck().getWindow()).isEqualTo(WebSocketDialect.WINDOW);
    assertThat(all.stream().mapToInt(Frame::getMessagesCount).sum())
        .isEqualTo(WebSocketDialect.WINDOW);
  }

  /** Headers of 2, 4 and 10 bytes take the place of lengths of 1, 2 and 3. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 110, 115, 120, 127, 128, 16_300, 16_384, 65_500, 65_540, 70_000})
  void framesOfAnySizeComeWhole(int size) {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    Frame frame = Frame.newBuilder().setCmd(Command.PUSH).setText("x".repeat(size)).build();
    FrameSource source = FrameSource.shared(frame);

    connection(ann).writer().deliver(source);
    connection(ann).writer().flush();
    assertThat(frames(received(ann))).containsExactly(frame);
    connection(ann).writer().deliver(source);
    connection(ann).writer().flush();
    assertThat(frames(received(ann))).as("nothing shared was written over").containsExactly(frame);
  }

  @Test
  void aMessageMayComeByteByByteAndInFragments() {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    byte[] all = send("1", "hi bob").toByteArray();
    byte[] first = Arrays.copyOfRange(all, 0, 5);
    byte[] second = Arrays.copyOfRange(all, 5, all.length);
    write(ann, frame(FIRST, first), frame(PING, ascii("between")), frame(MORE));
    for (byte each : frame(LAST, second)) {
      write(ann, new byte[] {each});
    }
    List<Received> answers = received(ann);
    assertThat(answers.get(0).first()).isEqualTo(PONG);
    assertThat(answers.get(0).payload()).isEqualTo(ascii("between"));
    assertThat(frames(answers).get(0).getSendAcks(0).getCode()).isEqualTo("9000");
  }

  @Test
  void fragmentsCountTogether() {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    write(ann, frame(FIRST, new byte[GatewayFixture.MAX_FRAME - 10]), frame(MORE, new byte[10]));
    assertThat(ann.isOpen()).isTrue();
    write(ann, frame(MORE, new byte[1]));
    assertEnd(ann, CloseReason.FRAME_TOO_LARGE, 1009);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aBoundIsThatOfTheState(boolean isLoggedIn) {
    EmbeddedChannel ann = isLoggedIn ? online(gateway, 7, "ann") : open(gateway);
    int most = isLoggedIn ? GatewayFixture.MAX_FRAME : GatewayFixture.MAX_LOGIN_FRAME;
    byte[] head = frame(BINARY, new byte[most + 1]);
    write(ann, Arrays.copyOf(head, 4)); // its length is enough to know
    assertEnd(ann, CloseReason.FRAME_TOO_LARGE, 1009);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000080000000", "7fffffffffffffff", "ffffffffffffffff"})
  void hugeLengthsAreRefusedByTheirHeader(String length) {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    write(ann, new byte[] {(byte) BINARY, (byte) 0xff}, HexFormat.of().parseHex(length));
    assertEnd(ann, CloseReason.FRAME_TOO_LARGE, 1009);
  }

  @ParameterizedTest
  @CsvSource({
    "without a mask, 82 01 08",
    "an extension, c2 80 00000000",
    "a kind that is none, 83 80 00000000",
    "a control kind that is none, 8b 80 00000000",
    "the middle of nothing, 80 80 00000000",
    "a fragment of a ping, 09 80 00000000",
    "a ping that is too large, 89 fe 007e 00000000",
    "a message in a message, 02 80 00000000 82 80 00000000",
    "no protobuf, 82 81 00000000 ff",
  })
  void brokenFramesCloseTheConnection(String what, String bytes) {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    write(ann, HexFormat.of().parseHex(bytes.replace(" ", "")));
    assertEnd(ann, CloseReason.FRAME_BROKEN, 1002);
  }

  @Test
  void textIsNotBinary() {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    write(ann, frame(TEXT, ascii("hello")));
    assertEnd(ann, CloseReason.FRAME_NOT_BINARY, 1003);
  }

  @Test
  void aClientThatClosesIsAnswered() {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    write(ann, frame(CLOSE, (byte) 0x03, (byte) 0xe8));
    assertThat(received(ann).get(0).code()).isEqualTo(1000);
    assertThat(ann.isOpen()).isFalse();
    assertThat(gateway.closes.count(CloseReason.PEER_CLOSED)).isEqualTo(1);
    gateway.pause();
    assertThat(gateway.sessions.unbinds).hasSize(1);
  }

  @Test
  void aKickedClientIsToldInAFrameAndByACode() {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    gateway.displacement.end(connection(ann), ResultCode.TOKEN_INVALID, "kicked");

    List<Received> last = received(ann);
    assertThat(frames(last).get(0).getCmd()).isEqualTo(Command.KICK);
    assertThat(last.get(1).code()).isEqualTo(4001);
    write(ann, message(send("1", "too late"))); // was under way
    assertThat(gateway.messages.sends).isEmpty();
    write(ann, frame(CLOSE, last.get(1).payload()));
    assertThat(ann.isOpen()).isFalse();
    assertThat(gateway.closes.count(CloseReason.KICKED)).isEqualTo(1);
    assertThat(gateway.closes.count(CloseReason.PEER_CLOSED)).isZero();
  }

  @Test
  void oneThatDoesNotAnswerTheEndIsClosedSoon() {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    ann.freezeTime();
    connection(ann).close(CloseReason.SERVER_STOPPING);
    assertThat(received(ann).get(0).code()).isEqualTo(1001);
    assertThat(ann.isOpen()).isTrue();
    ann.advanceTimeBy(1, TimeUnit.SECONDS);
    ann.runScheduledPendingTasks();
    assertThat(ann.isOpen()).isFalse();
  }

  @Test
  void aClientIsAskedToMove() {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    connection(ann).sendAway(250);
    assertThat(frames(received(ann)).get(0).getGoAway().getDelayMs()).isEqualTo(250);
  }

  /** The timers of a page may rest, so the server asks, and the browser answers without it. */
  @Test
  void aSilentClientIsAskedBeforeItIsClosed() {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    for (int i = 0; i < 5; i++) {
      after(ann, Duration.ofSeconds(15));
      assertThat(received(ann)).isEmpty();
      after(ann, Duration.ofSeconds(1));
      Received ping = received(ann).get(0);
      assertThat(ping.first()).isEqualTo(PING);
      write(ann, frame(PONG, ping.payload()));
    }
    assertThat(ann.isOpen()).isTrue();
    after(ann, Duration.ofSeconds(31));
    assertThat(received(ann).get(0).code()).isEqualTo(4000);
    assertThat(ann.isOpen()).isFalse();
    assertThat(gateway.closes.count(CloseReason.SILENT)).isEqualTo(1);
  }

  @Test
  void theProbeBeforeASecondLoginIsAnsweredByTheBrowserToo() {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    var answer = connection(ann).liveness().probe();
    assertThat(received(ann).get(0).first()).isEqualTo(PING);
    assertThat(answer).isNotDone();
    write(ann, frame(PONG));
    assertThat(answer).isCompletedWithValue(true);
  }

  @Test
  void whatIsBetweenFragmentsWhenAConnectionEndsIsReleased() {
    EmbeddedChannel ann = online(gateway, 7, "ann");
    write(ann, frame(FIRST, new byte[100]));
    ann.close();
    assertThat(ann.finishAndReleaseAll()).isFalse();
    assertThat(connection(ann).state()).isEqualTo(ConnectionState.CLOSED);
  }

  private void after(EmbeddedChannel channel, Duration time) {
    gateway.ticker.advance(time);
    new Sweep(Duration.ofSeconds(10), Duration.ofSeconds(30))
        .over(gateway.connections.on(channel.eventLoop()));
  }

  private void assertEnd(EmbeddedChannel channel, CloseReason reason, int code) {
    assertThat(gateway.closes.count(reason)).isEqualTo(1);
    List<Received> last = received(channel);
    assertThat(last).hasSize(1);
    assertThat(last.get(0).first()).isEqualTo(CLOSE);
    assertThat(last.get(0).code()).isEqualTo(code);
    assertThat(connection(channel).state()).isEqualTo(ConnectionState.CLOSED);
    write(channel, message(send("9", "late")));
    assertThat(bytes(channel)).isEmpty();
    assertThat(gateway.messages.sends).isEmpty();
  }

  private static Frame send(String id, String text) {
    return Frame.newBuilder()
        .setCmd(Command.SEND)
        .addMessages(
            Message.newBuilder()
                .setConversation(Conversation.newBuilder().setId(8))
                .setClientMsgId(id)
                .setBody(ByteString.copyFromUtf8(text)))
        .build();
  }
}
