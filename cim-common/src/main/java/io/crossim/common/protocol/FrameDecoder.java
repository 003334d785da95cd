package io.crossim.common.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/**
 * Cuts a stream of bytes into frames for a client: a varint32 length, then so many bytes of one
 * {@link Frame}. Refuses a longer one before it takes memory for it, and what is no frame, with an
 * exception for the handler at the end of the pipeline.
 */
public final class FrameDecoder extends LengthPrefixDecoder {

  private final int maxLength;

  /**
   * @param maxLength of a frame in bytes, without its prefix
   */
  public FrameDecoder(int maxLength) {
    this.maxLength = maxLength;
  }

  @Override
  protected void lengthIsBroken(ByteBuf in, String why) {
    in.skipBytes(in.readableBytes());
    throw new CorruptedFrameException("frame: " + why);
  }

  @Override
  protected void frame(ByteBuf in, int prefix, long length, List<Object> out)
      throws InvalidProtocolBufferException {
    if (length > maxLength) {
      in.skipBytes(in.readableBytes());
      throw new TooLongFrameException(
          "frame: " + length + " bytes (expected: at most " + maxLength + ")");
    }
    if (in.readableBytes() < prefix + length) {
      return;
    }
    in.skipBytes(prefix);
    int start = in.readerIndex();
    in.skipBytes((int) length); // before the bytes are read, so that they are not read again
    out.add(Frame.parseFrom(in.nioBuffer(start, (int) length)));
  }
}
