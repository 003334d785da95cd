package io.crossim.server.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * A frame that says something about the connection: ping, pong, close (RFC 6455, section 5.5).
 *
 * @param payload at most {@link #MAX_PAYLOAD} bytes; not to be changed
 */
record ControlFrame(int opcode, byte[] payload) {

  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  static final int MAX_PAYLOAD = 125;

  private static final int FINAL = 0x80;
  private static final int CODE_BYTES = 2;

  /** Asks a client for a sign of life, which a browser gives without its page. */
  static ControlFrame ping() {
    return new ControlFrame(PING, new byte[0]);
  }

  /**
   * Answers a ping with its own payload.
   *
   * @param length of the payload, which begins at the reader index and is not read
   */
  static ControlFrame pong(ByteBuf ping, int length) {
    return new ControlFrame(PONG, ByteBufUtil.getBytes(ping, ping.readerIndex(), length));
  }

  /**
   * Tells a client why its connection ends.
   *
   * @param text in ASCII; what is too long is left out
   */
  static ControlFrame close(int code, String text) {
    byte[] reason = text.getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(reason.length, MAX_PAYLOAD - CODE_BYTES);
    byte[] payload = new byte[CODE_BYTES + length];
    payload[0] = (byte) (code >> 8);
    payload[1] = (byte) code;
    System.arraycopy(reason, 0, payload, CODE_BYTES, length);
    return new ControlFrame(CLOSE, payload);
  }

  /** The bytes of the frame; the caller owns the buffer. */
  ByteBuf encode(ByteBufAllocator allocator) {
    return allocator
        .ioBuffer(2 + payload.length)
        .writeByte(FINAL | opcode)
        .writeByte(payload.length)
        .writeBytes(payload);
  }
}
