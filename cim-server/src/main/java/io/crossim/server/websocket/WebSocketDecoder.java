package io.crossim.server.websocket;

import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Frame;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.FrameBound;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream of a WebSocket client into frames of the protocol: each binary message is one,
 * without a length before it. It is made for this port and not for any: the bound of a message
 * depends on whether the client is logged in, is checked before anything is kept, and counts
 * fragments together.
 */
final class WebSocketDecoder extends ByteToMessageDecoder {

  private static final int FINAL = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0f;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7f;

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int FIRST_CONTROL = 8;

  private static final int TWO_BYTES_FOLLOW = 126;
  private static final int EIGHT_BYTES_FOLLOW = 127;

  private static final int SHORTEST_HEADER = 2;
  private static final int MASK_BYTES = 4;

  private final Connection connection;
  private final FrameBound bound;

  /** The fragments of a message so far; null between messages. */
  private @Nullable ByteBuf fragments;

  /** What follows has no meaning any more. */
  private boolean isBroken;

  WebSocketDecoder(Connection connection, FrameBound bound) {
    this.connection = connection;
    this.bound = bound;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (isBroken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < SHORTEST_HEADER) {
      return;
    }
    int first = in.getByte(in.readerIndex());
    int second = in.getByte(in.readerIndex() + 1);
    int opcode = first & OPCODE;
    boolean isFinal = (first & FINAL) != 0;
    if ((first & RESERVED) != 0 || (second & MASKED) == 0) {
      String found = (first & RESERVED) != 0 ? "an extension" : "a frame without a mask";
      refuse(in, CloseReason.FRAME_BROKEN, found + " (expected: frames as RFC 6455 has them)");
    } else if (opcode >= FIRST_CONTROL) {
      control(ctx, in, opcode, isFinal, second & LENGTH);
    } else if (opcode == TEXT) {
      refuse(in, CloseReason.FRAME_NOT_BINARY, "");
    } else if (opcode == (fragments == null ? BINARY : CONTINUATION)) {
      data(ctx, in, isFinal, second & LENGTH, out);
    } else {
      refuse(in, CloseReason.FRAME_BROKEN, "a frame of kind " + opcode + " out of place");
    }
  }

  private void data(
      ChannelHandlerContext ctx, ByteBuf in, boolean isFinal, int shortLength, List<Object> out) {
    int more = moreLengthBytes(shortLength);
    if (in.readableBytes() < SHORTEST_HEADER + more) {
      return;
    }
    int lengthAt = in.readerIndex() + SHORTEST_HEADER;
    long length =
        switch (more) {
          case 0 -> shortLength;
          case 2 -> in.getUnsignedShort(lengthAt);
          default -> in.getLong(lengthAt);
        };
    int max = connection.state().isAccepted() ? bound.afterLogin() : bound.beforeLogin();
    int before = fragments == null ? 0 : fragments.readableBytes();
    if (length < 0 || length > max - before) {
      String found = (length < 0 ? "over 2^63" : String.valueOf(before + length)) + " bytes";
      refuse(in, CloseReason.FRAME_TOO_LARGE, found + " (expected: at most " + max + ")");
      return;
    }
    int header = SHORTEST_HEADER + more + MASK_BYTES;
    if (in.readableBytes() < header + length) {
      return;
    }
    int mask = in.getInt(lengthAt + more);
    in.skipBytes(header);
    unmask(in, (int) length, mask);
    if (isFinal && fragments == null) {
      frame(in, (int) length, out);
    } else {
      fragment(ctx, in, (int) length, isFinal, out);
    }
  }

  private static int moreLengthBytes(int shortLength) {
    return shortLength < TWO_BYTES_FOLLOW ? 0 : shortLength < EIGHT_BYTES_FOLLOW ? 2 : 8;
  }

  /** Takes the mask off the bytes that come next, in place. */
  private static void unmask(ByteBuf in, int length, int mask) {
    int at = in.readerIndex();
    int end = at + length;
    for (; at + MASK_BYTES <= end; at += MASK_BYTES) {
      in.setInt(at, in.getInt(at) ^ mask);
    }
    for (int shift = 24; at < end; at++, shift -= 8) {
      in.setByte(at, in.getByte(at) ^ (mask >> shift));
    }
  }

  private void fragment(
      ChannelHandlerContext ctx, ByteBuf in, int length, boolean isLast, List<Object> out) {
    ByteBuf whole = fragments;
    if (whole == null) {
      whole = ctx.alloc().buffer(length);
      fragments = whole;
    }
    whole.writeBytes(in, length);
    if (isLast) {
      frame(whole, whole.readableBytes(), out);
      dropFragments();
    }
  }

  private void frame(ByteBuf in, int length, List<Object> out) {
    if (connection.state() == ConnectionState.CLOSED) {
      in.skipBytes(length);
      return;
    }
    try {
      out.add(Frame.parseFrom(in.nioBuffer(in.readerIndex(), length)));
      in.skipBytes(length);
    } catch (InvalidProtocolBufferException e) {
      refuse(in, CloseReason.FRAME_BROKEN, String.valueOf(e.getMessage()));
    }
  }

  private void control(
      ChannelHandlerContext ctx, ByteBuf in, int opcode, boolean isFinal, int length) {
    if (!isFinal || length > ControlFrame.MAX_PAYLOAD || opcode > ControlFrame.PONG) {
      refuse(in, CloseReason.FRAME_BROKEN, "a control frame of kind " + opcode + " that is none");
      return;
    }
    if (in.readableBytes() < SHORTEST_HEADER + MASK_BYTES + length) {
      return;
    }
    int mask = in.getInt(in.readerIndex() + SHORTEST_HEADER);
    in.skipBytes(SHORTEST_HEADER + MASK_BYTES);
    unmask(in, length, mask);
    if (opcode == ControlFrame.CLOSE) {
      in.skipBytes(in.readableBytes());
      isBroken = true;
      connection.close(CloseReason.PEER_CLOSED); // counts, unless it is the answer to ours
      ctx.close();
      return;
    }
    // A client that does not read its answers gets none.
    if (opcode == ControlFrame.PING
        && connection.state() != ConnectionState.CLOSED
        && ctx.channel().isWritable()) {
      ctx.channel().writeAndFlush(ControlFrame.pong(in, length));
    }
    in.skipBytes(length);
  }

  private void refuse(ByteBuf in, CloseReason reason, String detail) {
    in.skipBytes(in.readableBytes());
    isBroken = true;
    dropFragments();
    connection.close(reason, detail);
  }

  private void dropFragments() {
    if (fragments != null) {
      fragments.release();
      fragments = null;
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    dropFragments();
  }
}
