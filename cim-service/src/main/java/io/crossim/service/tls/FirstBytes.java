package io.crossim.service.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import javax.net.ssl.SSLException;
import lombok.RequiredArgsConstructor;

/**
 * Tells by its first bytes whether a client speaks TLS, and gives its place up to what decrypts, or
 * to nothing. TLS begins with 0x16 0x03, and nothing else does here: 0x16 may be the length of a
 * login frame, but behind it stands the tag of a field, and 0x03 would be field 0, which protobuf
 * does not have. HTTP begins with a letter.
 *
 * <p>It waits for a second byte only, without a timer: whatever ends silent connections on a port
 * ends one that does not send it.
 */
@RequiredArgsConstructor
final class FirstBytes extends ByteToMessageDecoder {

  private static final int HANDSHAKE = 0x16;
  private static final int MAJOR_VERSION = 0x03;

  private final ServerTls tls;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    boolean mayBeTls = in.getByte(in.readerIndex()) == HANDSHAKE;
    if (mayBeTls && in.readableBytes() == 1) {
      return;
    }
    if (mayBeTls && in.getByte(in.readerIndex() + 1) == MAJOR_VERSION) {
      SslHandler decryption = tls.handler(ctx.alloc());
      ctx.pipeline().replace(this, ServerTls.NAME, decryption);
    } else if (tls.isRequired()) {
      in.skipBytes(in.readableBytes());
      ctx.fireExceptionCaught(new SSLException("plaintext (expected: TLS)"));
      ctx.close();
    } else {
      ctx.pipeline().remove(this);
    }
  }
}
