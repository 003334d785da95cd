package io.crossim.server.gateway;

import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a browser sends, byte by byte, and what it makes of the answers. */
final class WebSocketFixture {

  static final String HEAD =
      """
      GET /im HTTP/1.1
      Host: 127.0.0.1:11211
      Upgrade: websocket
      Connection: keep-alive, Upgrade
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      Sec-WebSocket-Protocol: cim.v3
      Sec-WebSocket-Version: 13

      """
          .replace("\n", "\r\n");

  static final int TEXT = 0x81;
  static final int BINARY = 0x82;
  static final int CLOSE = 0x88;
  static final int PING = 0x89;
  static final int PONG = 0x8a;

  private static final int MASKED = 0x80;
  private static final byte[] MASK = {(byte) 0xa1, 0x02, (byte) 0xf3, 0x44};

  private WebSocketFixture() {}

  /** A frame as clients send it, with a mask. */
  static byte[] frame(int first, byte... payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    int length = payload.length;
    if (length < 126) {
      out.write(MASKED | length);
    } else if (length <= 0xffff) {
      out.write(MASKED | 126);
      out.write(length >> 8);
      out.write(length);
    } else {
      out.write(MASKED | 127);
      out.writeBytes(new byte[] {0, 0, 0, 0});
      for (int shift = 24; shift >= 0; shift -= 8) {
        out.write(length >> shift);
      }
    }
    out.writeBytes(MASK);
    for (int i = 0; i < length; i++) {
      out.write(payload[i] ^ MASK[i % MASK.length]);
    }
    return out.toByteArray();
  }

  static byte[] message(Frame frame) {
    return frame(BINARY, frame.toByteArray());
  }

  static Frame login(long userId, String name) {
    return Frames.login(userId, name).toBuilder().putProperties("proto", "3").build();
  }

  /** A connection that was upgraded; its answer is read. */
  static EmbeddedChannel open(GatewayFixture gateway) {
    EmbeddedChannel channel = gateway.connect();
    write(channel, ascii(HEAD));
    String answer = text(channel);
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError(answer);
    }
    return channel;
  }

  /** A connection whose user is logged in. */
  static EmbeddedChannel online(GatewayFixture gateway, long userId, String name) {
    EmbeddedChannel channel = open(gateway);
    write(channel, message(login(userId, name)));
    Frame ack = frames(received(channel)).get(0);
    if (!ack.getLoginAck().getCode().equals("9000")) {
      throw new AssertionError(ack);
    }
    return channel;
  }

  static void write(EmbeddedChannel channel, byte[]... pieces) {
    for (byte[] piece : pieces) {
      channel.writeInbound(Unpooled.wrappedBuffer(piece.clone()));
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Everything that was written since the last look. */
  static byte[] bytes(EmbeddedChannel channel) {
    channel.runPendingTasks();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      byte[] some = new byte[next.readableBytes()];
      next.readBytes(some);
      next.release();
      all.writeBytes(some);
    }
    return all.toByteArray();
  }

  static String text(EmbeddedChannel channel) {
    return new String(bytes(channel), StandardCharsets.UTF_8);
  }

  /** The frames of WebSocket that were written since the last look. */
  static List<Received> received(EmbeddedChannel channel) {
    List<Received> frames = new ArrayList<>();
    ByteBuf in = Unpooled.wrappedBuffer(bytes(channel));
    while (in.isReadable()) {
      int first = in.readUnsignedByte();
      int shortLength = in.readUnsignedByte(); // without a mask, as servers send
      long length =
          shortLength < 126
              ? shortLength
              : shortLength == 126 ? in.readUnsignedShort() : in.readLong();
      byte[] payload = new byte[(int) length];
      in.readBytes(payload);
      frames.add(new Received(first, payload));
    }
    return frames;
  }

  /** Those of the protocol among them. */
  static List<Frame> frames(List<Received> received) {
    return received.stream().filter(each -> each.first() == BINARY).map(Received::asFrame).toList();
  }

  /** A frame of WebSocket from the server. */
  record Received(int first, byte[] payload) {

    Frame asFrame() {
      try {
        return Frame.parseFrom(payload);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The code of a close. */
    int code() {
      return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    }
  }
}
