package io.crossim.server.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Turns frames with their varint32 length, as TCP clients get them, into binary messages of
 * WebSocket, one for each. The header is written over the length and the room before it, so that
 * what is encoded once for many clients of both kinds is never copied for these.
 */
@Sharable
final class WebSocketEncoder extends ChannelOutboundHandlerAdapter {

  private static final int FINAL_BINARY = 0x82;
  private static final int MAX_SHORT = 125;
  private static final int MAX_MEDIUM = 0xffff;
  private static final int TWO_BYTES_FOLLOW = 126;
  private static final int EIGHT_BYTES_FOLLOW = 127;

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ControlFrame control) {
      ctx.write(control.encode(ctx.alloc()), promise);
    } else if (message instanceof ByteBuf frame && frame.isReadable()) {
      ctx.write(message(ctx, frame), promise);
    } else {
      ctx.write(message, promise);
    }
  }

  private static ByteBuf message(ChannelHandlerContext ctx, ByteBuf frame) {
    frame.skipBytes(prefix(frame));
    int length = frame.readableBytes();
    int header = length <= MAX_SHORT ? 2 : length <= MAX_MEDIUM ? 4 : 10;
    if (frame.readerIndex() >= header) {
      frame.readerIndex(frame.readerIndex() - header);
      writeHeader(frame, frame.readerIndex(), length);
      return frame;
    }
    ByteBuf whole = ctx.alloc().ioBuffer(header + length);
    writeHeader(whole, 0, length);
    whole.writerIndex(header).writeBytes(frame);
    frame.release();
    return whole;
  }

  private static int prefix(ByteBuf frame) {
    int bytes = 1;
    while (frame.getByte(frame.readerIndex() + bytes - 1) < 0) {
      bytes++;
    }
    return bytes;
  }

  private static void writeHeader(ByteBuf out, int at, int length) {
    out.setByte(at, FINAL_BINARY);
    if (length <= MAX_SHORT) {
      out.setByte(at + 1, length);
    } else if (length <= MAX_MEDIUM) {
      out.setByte(at + 1, TWO_BYTES_FOLLOW).setShort(at + 2, length);
    } else {
      out.setByte(at + 1, EIGHT_BYTES_FOLLOW).setLong(at + 2, length);
    }
  }
}
