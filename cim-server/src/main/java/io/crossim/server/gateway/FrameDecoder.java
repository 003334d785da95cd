package io.crossim.server.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Frame;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import lombok.RequiredArgsConstructor;

/**
 * Cuts the stream into frames: a varint32 length, then so many bytes of one message. The length is
 * checked before anything is kept for it; one that breaks the bound closes the connection.
 */
@RequiredArgsConstructor
final class FrameDecoder extends ByteToMessageDecoder {

  private static final int MAX_PREFIX = 5;

  private final Connection connection;
  private final FrameBound bound;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (connection.state() == ConnectionState.CLOSED) {
      in.skipBytes(in.readableBytes());
      return;
    }
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
    refuse(in, CloseReason.FRAME_BROKEN, "a length of more than 5 bytes");
  }

  private void frame(ByteBuf in, int prefix, long length, List<Object> out) {
    int max = connection.state().isAccepted() ? bound.afterLogin() : bound.beforeLogin();
    if (length > max) {
      refuse(in, CloseReason.FRAME_TOO_LARGE, length + " bytes (expected: at most " + max + ")");
      return;
    }
    if (in.readableBytes() < prefix + length) {
      return;
    }
    int start = in.readerIndex() + prefix;
    try {
      out.add(Frame.parseFrom(in.nioBuffer(start, (int) length)));
      in.readerIndex(start + (int) length);
    } catch (InvalidProtocolBufferException e) {
      refuse(in, CloseReason.FRAME_BROKEN, String.valueOf(e.getMessage()));
    }
  }

  private void refuse(ByteBuf in, CloseReason reason, String detail) {
    in.skipBytes(in.readableBytes());
    connection.close(reason, detail);
  }
}
