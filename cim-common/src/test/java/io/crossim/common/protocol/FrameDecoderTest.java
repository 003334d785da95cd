package io.crossim.sdk.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import org.junit.jupiter.api.Test;

class BoundedFrameDecoderTest {

  private final EmbeddedChannel channel = new EmbeddedChannel(new BoundedFrameDecoder(200));

  @Test
  void takesFramesUpToTheLimitInPieces() {
    channel.writeInbound(bytes(0xC8));
    channel.writeInbound(bytes(0x01));
    assertThat(channel.<ByteBuf>readInbound()).isNull();
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[200]));
    ByteBuf frame = channel.readInbound();
    assertThat(frame.readableBytes()).isEqualTo(200);
    frame.release();
  }

  @Test
  void refusesALongerFrameAtItsPrefix() {
    assertThatThrownBy(() -> channel.writeInbound(bytes(0xC9, 0x01)))
        .isInstanceOf(TooLongFrameException.class)
        .hasMessage("frame: 201 bytes (expected: at most 200)");
  }

  @Test
  void refusesTwoGigabytes() {
    assertThatThrownBy(() -> channel.writeInbound(bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x07)))
        .isInstanceOf(TooLongFrameException.class);
  }

  private static ByteBuf bytes(int... values) {
    ByteBuf bytes = Unpooled.buffer();
    for (int value : values) {
      bytes.writeByte(value);
    }
    return bytes;
  }
}
