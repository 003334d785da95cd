package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.FrameBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Takes bytes as what a client sends, and fails where the gateway does: an exception that no
 * handler foresaw, a buffer that nobody released, memory without a bound, or other clients that are
 * no longer served.
 *
 * <p>The first byte says how the client begins (nothing, a v2 login, a v3 login), whether it is one
 * of WebSocket, and whether the rest is a stream or frames with right lengths; the second in pieces
 * of which size it comes.
 */
final class GatewayFuzz {

  private static final int LOGINS = 3;
  private static final int FRAMED = 4;
  private static final int WEB_SOCKET = 8;
  private static final int MAX_MEMORY = 64 << 10;
  private static final int PREAMBLE = 2;

  private final GatewayFixture gateway = new GatewayFixture(0, 0, 50);
  private final UnpooledByteBufAllocator memory =
      new UnpooledByteBufAllocator(/* preferDirect= */ false, /* disableLeakDetector= */ true);
  private final EmbeddedChannel client = gateway.connect();

  private GatewayFuzz() {
    client.config().setAllocator(memory);
    for (int i = 0; i < 5; i++) {
      gateway.messages.store(7, 8, "waiting " + i);
    }
  }

  static void run(byte[] data) {
    new GatewayFuzz().take(data);
  }

  private void take(byte[] data) {
    if (data.length < PREAMBLE) {
      return;
    }
    int mode = data[0] & 0xff;
    boolean isWebSocket = (mode & WEB_SOCKET) != 0;
    login(mode % FRAMED % LOGINS, isWebSocket);
    byte[] rest = Arrays.copyOfRange(data, PREAMBLE, data.length);
    byte[] stream = (mode & FRAMED) == 0 ? rest : framed(rest, isWebSocket);
    int piece = (data[1] & 0xff) == 0 ? stream.length : data[1] & 0xff;
    for (int from = 0; from < stream.length && client.isOpen(); from += piece) {
      int length = Math.min(piece, stream.length - from);
      client.writeInbound(memory.heapBuffer(length).writeBytes(stream, from, length));
      settle();
    }
    gateway.pause();
    gateway.ticker.advance(Duration.ofSeconds(60));
    new Sweep(Duration.ofSeconds(10), Duration.ofSeconds(30))
        .over(gateway.connections.on(client.eventLoop()));
    settle();
    client.finishAndReleaseAll();
    gateway.pause();

    assertThat(gateway.closes.count(CloseReason.INTERNAL_ERROR)).isZero();
    assertThat(gateway.closes.count(CloseReason.CONNECTION_LOST)).isZero();
    assertThat(used()).as("bytes that nobody released").isZero();
    assertThat(gateway.connections.size()).as("connections after the end").isZero();
    assertThatOthersAreServed();
  }

  private void login(int kind, boolean isWebSocket) {
    Frame login = Frames.login(7, "ann");
    if (isWebSocket) {
      WebSocketFixture.write(client, WebSocketFixture.ascii(WebSocketFixture.HEAD));
      if (kind == 2) {
        WebSocketFixture.write(client, WebSocketFixture.message(WebSocketFixture.login(7, "ann")));
      }
      settle();
      return;
    }
    if (kind == 1) {
      send(client, login);
    } else if (kind == 2) {
      send(client, login.toBuilder().putProperties("proto", "3").build());
    }
    settle();
  }

  /** Pieces of the data, each with its length before it. */
  private static byte[] framed(byte[] data, boolean isWebSocket) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int at = 0; at < data.length; ) {
      int length = Math.min(data[at] & 0x7f, data.length - at - 1);
      if (isWebSocket) {
        // A quarter of the lengths makes a fragment of the message.
        int first = (data[at] & 0x60) == 0x60 ? 2 : WebSocketFixture.BINARY;
        byte[] payload = Arrays.copyOfRange(data, at + 1, at + 1 + length);
        stream.writeBytes(WebSocketFixture.frame(first, payload));
      } else {
        stream.write(length);
        stream.write(data, at + 1, length);
      }
      at += 1 + length;
    }
    return stream.toByteArray();
  }

  private void settle() {
    client.runPendingTasks();
    client.runScheduledPendingTasks();
    for (Object written = client.readOutbound(); written != null; written = client.readOutbound()) {
      assertThat(written).isInstanceOf(ByteBuf.class);
      ReferenceCountUtil.release(written);
    }
    client.checkException();
    assertThat(used()).as("bytes kept for one client").isLessThan(MAX_MEMORY);
  }

  private long used() {
    return memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
  }

  private void assertThatOthersAreServed() {
    EmbeddedChannel other = gateway.connect();
    send(other, Frames.login(9, "cy"), Frames.ping(9));
    assertThat(received(other)).containsExactly(Frames.pong(9));
    other.finishAndReleaseAll();
  }

  /** An input: how it begins, then frames as a client would send them. */
  static byte[] input(int login, boolean framed, Frame... frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(login | (framed ? FRAMED : 0));
    bytes.write(0);
    for (Frame frame : frames) {
      bytes.writeBytes(framed ? withByte(frame) : FrameBytes.encode(frame));
    }
    return bytes.toByteArray();
  }

  private static byte[] withByte(Frame frame) {
    byte[] message = frame.toByteArray();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(message.length);
    bytes.writeBytes(message);
    return bytes.toByteArray();
  }

  /** An input of a client of WebSocket: how it begins, then these bytes. */
  static byte[] webSocket(int login, byte[]... pieces) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(login | WEB_SOCKET);
    bytes.write(0);
    for (byte[] piece : pieces) {
      bytes.writeBytes(piece);
    }
    return bytes.toByteArray();
  }

  static Frame of(Command command) {
    return Frame.newBuilder().setCmd(command).build();
  }
}
