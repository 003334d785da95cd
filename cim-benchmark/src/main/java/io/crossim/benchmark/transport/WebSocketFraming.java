package io.crossim.benchmark.transport;

import io.crossim.common.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The client's end of WebSocket, as cheap as that of TCP. It answers pings, masks with zeros, and
 * takes what a cim-server sends: whole messages, without fragments.
 */
public final class WebSocketFraming {

  private static final int BINARY = 0x82;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8a;
  private static final int MASKED = 0x80;
  private static final int MASK_BYTES = 4;

  private WebSocketFraming() {}

  /** The request for the upgrade, with its end. */
  public static byte[] request(String host, int port) {
    return ("GET /im HTTP/1.1\r\nHost: "
            + host
            + ":"
            + port
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: bG9hZCBvZiBhIHRvb2whIQ==\r\nSec-WebSocket-Protocol: cim.v3\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Adds what makes frames of the bytes of a server, and the other way round. Handlers behind it
   * hear that the channel is active when it is upgraded.
   */
  public static void addTo(ChannelPipeline pipeline, String host, int port) {
    pipeline.addLast(new In(request(host, port))).addLast(Out.INSTANCE);
  }

  private static final class In extends ByteToMessageDecoder {

    private final byte[] request;
    private boolean isUpgraded;

    In(byte[] request) {
      this.request = request;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.writeAndFlush(ctx.alloc().ioBuffer(request.length).writeBytes(request));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
        throws Exception {
      if (isUpgraded) {
        frame(ctx, in, out);
        return;
      }
      String answer = in.toString(StandardCharsets.US_ASCII);
      int end = answer.indexOf("\r\n\r\n");
      if (end >= 0 && !answer.startsWith("HTTP/1.1 101 ")) {
        throw new CorruptedFrameException(answer.substring(0, answer.indexOf("\r\n")));
      }
      if (end >= 0) {
        in.skipBytes(end + 4);
        isUpgraded = true;
        ctx.fireChannelActive();
      }
    }

    private static void frame(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
        throws Exception {
      if (in.readableBytes() < 2) {
        return;
      }
      int at = in.readerIndex();
      int shortLength = in.getUnsignedByte(at + 1);
      int header = shortLength < 126 ? 2 : shortLength == 126 ? 4 : 10;
      if (in.readableBytes() < header) {
        return;
      }
      long length =
          switch (header) {
            case 2 -> shortLength;
            case 4 -> in.getUnsignedShort(at + 2);
            default -> in.getLong(at + 2);
          };
      if (length > FrameBuffers.MAX_FRAME) {
        throw new CorruptedFrameException("a message of " + length + " bytes");
      }
      if (in.readableBytes() < header + length) {
        return;
      }
      int first = in.getUnsignedByte(at);
      in.skipBytes(header + (int) length);
      switch (first) {
        case BINARY -> out.add(Frame.parseFrom(in.nioBuffer(at + header, (int) length)));
        case PING ->
            ctx.writeAndFlush(ctx.alloc().ioBuffer().writeByte(PONG).writeByte(MASKED).writeInt(0));
        case CLOSE -> ctx.close();
        default -> {
          // Nothing that concerns the load.
        }
      }
    }
  }

  /** Puts the header of WebSocket in the place of the length that a frame begins with. */
  @Sharable
  private static final class Out extends ChannelOutboundHandlerAdapter {

    static final Out INSTANCE = new Out();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ByteBuf frame = (ByteBuf) message;
      while (frame.readByte() < 0) {
        // The length ends with a byte below 128.
      }
      int length = frame.readableBytes();
      ByteBuf masked = ctx.alloc().ioBuffer(10 + MASK_BYTES + length).writeByte(BINARY);
      if (length < 126) {
        masked.writeByte(MASKED | length);
      } else if (length <= 0xffff) {
        masked.writeByte(MASKED | 126).writeShort(length);
      } else {
        masked.writeByte(MASKED | 127).writeLong(length);
      }
      masked.writeInt(0).writeBytes(frame);
      frame.release();
      ctx.write(masked, promise);
    }
  }
}
