package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFuzz.input;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.common.protocol.Receipt;
import io.crossim.common.protocol.Signal;
import io.crossim.common.protocol.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What comes over a socket, however it is made. A build runs the seeds and some thousand mutations
 * of them, always the same; {@code ./mvnw verify -Pfuzz} lets a fuzzer go on from there.
 */
class GatewayFuzzTest {

  private static final int MUTATIONS = 10_000;

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void whateverAClientSends(byte[] data) {
    GatewayFuzz.run(data);
  }

  @Test
  void mutationsOfWhatClientsSend() {
    List<byte[]> seeds = seeds().toList();
    Random random = new Random(20261125);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] data = mutation(seeds.get(random.nextInt(seeds.size())), random);
      try {
        GatewayFuzz.run(data);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("mutation " + i + ": " + Arrays.toString(data), e);
      }
    }
  }

  private static byte[] mutation(byte[] seed, Random random) {
    byte[] data = Arrays.copyOf(seed, Math.max(4, seed.length + random.nextInt(9) - 4));
    for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
      int at = random.nextInt(data.length);
      switch (random.nextInt(4)) {
        case 0 -> data[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> data[at] = (byte) random.nextInt();
        case 2 -> data[at] = -1;
        default -> {
          int from = random.nextInt(data.length);
          int length = Math.min(random.nextInt(20), data.length - Math.max(at, from));
          System.arraycopy(data, from, data, at, length);
        }
      }
    }
    return data;
  }

  static Stream<byte[]> seeds() {
    Frame login =
        Frames.login(7, "ann").toBuilder()
            .putProperties("proto", "3")
            .putProperties("device", "phone")
            .putProperties("resume", "e1:2:1002")
            .build();
    Message message =
        Message.newBuilder()
            .setConversation(Conversation.newBuilder().setType(Conversation.Type.USER).setId(8))
            .setContentType("text/plain")
            .setBody(ByteString.copyFromUtf8("hello"))
            .setClientMsgId("m1")
            .build();
    Frame send =
        Frame.newBuilder().setCmd(Command.SEND).addMessages(message).addMessages(message).build();
    Position position = Position.newBuilder().setEpoch("e1").setSeq(3).setMessageId(1003).build();
    Frame ack = Frame.newBuilder().setCmd(Command.ACK).setPosition(position).build();
    Frame sync = Frame.newBuilder().setCmd(Command.SYNC).setPosition(position).build();
    Frame old =
        Frame.newBuilder()
            .setCmd(Command.MESSAGE)
            .setText("hi")
            .putProperties("sendUserId", "7")
            .addBatch("a")
            .build();
    Conversation group =
        Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(4711).build();
    Frame toGroup =
        Frame.newBuilder()
            .setCmd(Command.SEND)
            .addMessages(message.toBuilder().setConversation(group).addMentions(8))
            .addMessages(
                message.toBuilder().setConversation(group).setKind(Kind.RECALL).setRefersTo(3))
            .build();
    Frame receipt =
        Frame.newBuilder()
            .setCmd(Command.RECEIPT)
            .addReceipts(Receipt.newBuilder().setConversation(group).setRead(3).setDelivered(4))
            .build();
    Frame signal =
        Frame.newBuilder()
            .setCmd(Command.SIGNAL)
            .addSignals(Signal.newBuilder().setConversation(group))
            .addSignals(Signal.newBuilder().setConversation(group).setType(Signal.Type.STOPPED))
            .build();
    Frame subscribe =
        Frame.newBuilder()
            .setCmd(Command.SUBSCRIBE)
            .setSubscription(Subscription.newBuilder().addPresence(8))
            .build();
    Frame member = login.toBuilder().putProperties("features", "conversations").build();
    byte[] http = "\0\0GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        input(0, false, login, Frames.ping(7), send, ack, sync),
        input(0, true, login, Frames.ping(7), send, ack),
        input(1, true, Frames.ping(7), old, GatewayFuzz.of(Command.OFFLINE)),
        input(2, true, send, ack, sync, Frames.ping(7), GatewayFuzz.of(Command.KICK)),
        input(2, false, ack, send, sync, login, GatewayFuzz.of(Command.GO_AWAY)),
        input(0, true, member, toGroup, receipt, signal, subscribe, ack),
        input(2, true, receipt, signal, subscribe, toGroup),
        new byte[] {2, 1, -1, -1, -1, -1, 7},
        new byte[] {0, 0, -1, -1, -1, -1, -1, -1, -1},
        http,
        raw(WebSocketFixture.HEAD),
        raw(WebSocketFixture.HEAD.replace("Host", "Origin: http://127.0.0.1\r\nHost")),
        GatewayFuzz.webSocket(
            0,
            WebSocketFixture.message(login),
            WebSocketFixture.frame(WebSocketFixture.PING, (byte) 1),
            WebSocketFixture.message(send),
            WebSocketFixture.frame(WebSocketFixture.CLOSE, (byte) 3, (byte) -24)),
        GatewayFuzz.webSocket(
            2,
            WebSocketFixture.frame(2, send.toByteArray()),
            WebSocketFixture.frame(0, new byte[200]),
            WebSocketFixture.frame(0x80),
            WebSocketFixture.message(ack)),
        GatewayFuzz.webSocket(2, new byte[] {(byte) 0x82, -1, 0, 0, 0, 0, -1, -1, -1, -1}),
        withMode(input(2, true, send, ack, sync, Frames.ping(7)), 14));
  }

  private static byte[] raw(String text) {
    return ("\0\0" + text).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] withMode(byte[] input, int mode) {
    input[0] = (byte) mode;
    return input;
  }
}
