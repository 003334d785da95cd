package io.crossim.sdk.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.protobuf.ProtobufVarint32FrameDecoder;
import java.util.List;

/** Cuts the stream into frames and refuses a longer one before it takes memory for it. */
final class BoundedFrameDecoder extends ProtobufVarint32FrameDecoder {

  private static final int MAX_PREFIX = 5;

  private final int maxLength;

  /**
   * @param maxLength of a frame in bytes, without its prefix
   */
  BoundedFrameDecoder(int maxLength) {
    this.maxLength = maxLength;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    long length = peekLength(in);
    if (length > maxLength) {
      in.skipBytes(in.readableBytes());
      throw new TooLongFrameException(
          "frame: " + length + " bytes (expected: at most " + maxLength + ")");
    }
    super.decode(ctx, in, out);
  }

  /** The length that the prefix states; 0 while the prefix is not complete. */
  private static long peekLength(ByteBuf in) {
    long length = 0;
    int available = Math.min(in.readableBytes(), MAX_PREFIX);
    for (int i = 0; i < available; i++) {
      int next = in.getByte(in.readerIndex() + i);
      length |= (long) (next & 0x7F) << (7 * i);
      if (next >= 0) {
        return length;
      }
    }
    return 0;
  }
}
