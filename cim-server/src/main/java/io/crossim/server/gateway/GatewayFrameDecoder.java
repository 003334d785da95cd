package io.crossim.server.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.LengthPrefixDecoder;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.websocket.WebSocketUpgrade;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import lombok.RequiredArgsConstructor;

/**
 * Cuts the stream into frames: a varint32 length, then so many bytes of one message. The length is
 * checked before anything is kept for it; one that breaks the bound closes the connection. A client
 * whose first two bytes are those of HTTP wants WebSocket: the decoder gives its place up.
 */
@RequiredArgsConstructor
final class GatewayFrameDecoder extends LengthPrefixDecoder {

  private final Connection connection;
  private final GatewayFrames frames;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws InvalidProtocolBufferException {
    if (connection.state() == ConnectionState.CLOSED) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (connection.state() == ConnectionState.CONNECTED && WebSocketUpgrade.isHttp(in)) {
      frames.upgrade().begin(ctx, connection);
      ctx.pipeline().remove(this); // what was read goes on to the handlers of HTTP
      return;
    }
    super.decode(ctx, in, out);
  }

  @Override
  protected void lengthIsBroken(ByteBuf in, String why) {
    refuse(in, CloseReason.FRAME_BROKEN, why);
  }

  @Override
  protected void frame(ByteBuf in, int prefix, long length, List<Object> out) {
    int max =
        connection.state().isAccepted()
            ? frames.bound().afterLogin()
            : frames.bound().beforeLogin();
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
