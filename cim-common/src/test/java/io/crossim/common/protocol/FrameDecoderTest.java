package io.crossim.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {

  private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(200));

  @Test
  void takesFramesUpToTheLimitInPieces() {
    channel.writeInbound(bytes(0xC8));
    channel.writeInbound(bytes(0x01));
    assertThat(channel.<Frame>readInbound()).isNull();
    Frame frame = frameOf200Bytes();
    channel.writeInbound(Unpooled.wrappedBuffer(frame.toByteArray()));
    assertThat(channel.<Frame>readInbound()).isEqualTo(frame);
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

  @Test
  void refusesALengthWithoutAnEnd() {
    assertThatThrownBy(() -> channel.writeInbound(bytes(0xFF, 0xFF, 0xFF, 0xFF, 0xFF)))
        .isInstanceOf(CorruptedFrameException.class);
  }

  @Test
  void refusesBytesThatAreNoFrameOnce() {
    assertThatThrownBy(() -> channel.writeInbound(bytes(0x02, 0xFF, 0xFF)))
        .isInstanceOf(DecoderException.class)
        .hasCauseInstanceOf(InvalidProtocolBufferException.class);
    channel.writeInbound(bytes(0x00));
    assertThat(channel.<Frame>readInbound()).isEqualTo(Frame.getDefaultInstance());
  }

  private static Frame frameOf200Bytes() {
    return IntStream.range(0, 200)
        .mapToObj(FrameDecoderTest::frame)
        .filter(frame -> frame.getSerializedSize() == 200)
        .findFirst()
        .orElseThrow();
  }

  private static Frame frame(int bodySize) {
    Message message = Message.newBuilder().setBody(ByteString.copyFrom(new byte[bodySize])).build();
    return Frame.newBuilder().setCmd(Command.SEND).addMessages(message).build();
  }

  private static ByteBuf bytes(int... values) {
    ByteBuf bytes = Unpooled.buffer();
    for (int value : values) {
      bytes.writeByte(value);
    }
    return bytes;
  }
}
