package io.crossim.common.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Reads the varint32 length in front of each frame, and leaves to its subclass what becomes of the
 * frame. The length is known before any memory is taken for it.
 */
public abstract class LengthPrefixDecoder extends ByteToMessageDecoder {

  private static final int MAX_PREFIX = 5;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws InvalidProtocolBufferException {
    long length = 0;
    for (int i = 0; i < MAX_PREFIX; i++) {
      if (in.readableBytes() <= i) {
        return;
      }
      byte part = in.getByte(in.readerIndex() + i);
      length |= (part & 0x7FL) << (7 * i);
      if (part >= 0) {
        frame(in, i + 1, length, out);
        return;
      }
    }
    lengthIsBroken(in, "a length of more than " + MAX_PREFIX + " bytes");
  }

  /**
   * Takes a frame, refuses it, or reads nothing when its bytes are not all there yet.
   *
   * @param in stands at the prefix
   * @param prefix the bytes of the length
   * @param length the bytes of the frame behind it
   */
  protected abstract void frame(ByteBuf in, int prefix, long length, List<Object> out)
      throws InvalidProtocolBufferException;

  /** Refuses a stream that does not begin with a length. */
  protected abstract void lengthIsBroken(ByteBuf in, String why);
}
