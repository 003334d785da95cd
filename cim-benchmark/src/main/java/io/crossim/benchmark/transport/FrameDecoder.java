package io.crossim.benchmark.transport;

import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/** Cuts the stream into frames; what is no frame is an exception, for the handler at the end. */
public final class FrameDecoder extends ByteToMessageDecoder {

  private static final int MAX_PREFIX = 5;
  private static final int MAX_LENGTH = 64 << 20;

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
    throw new CorruptedFrameException("a length of more than " + MAX_PREFIX + " bytes");
  }

  private static void frame(ByteBuf in, int prefix, long length, List<Object> out)
      throws InvalidProtocolBufferException {
    if (length > MAX_LENGTH) {
      throw new CorruptedFrameException(length + " bytes (expected: at most " + MAX_LENGTH + ")");
    }
    if (in.readableBytes() < prefix + length) {
      return;
    }
    int start = in.readerIndex() + prefix;
    out.add(Frame.parseFrom(in.nioBuffer(start, (int) length)));
    in.readerIndex(start + (int) length);
  }
}
