package io.crossim.server.gateway;

import io.crossim.service.limits.ClientAddress;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header with which a proxy begins a connection (PROXY protocol, version 1 or 2), and
 * then begins the connection of the client that it names.
 */
@Slf4j
@RequiredArgsConstructor
final class ProxyHeaderHandler extends ChannelInboundHandlerAdapter {

  /** A proxy sends it at once. */
  private static final long WITHIN_SECONDS = 10;

  /** What load balancers add to the addresses. */
  private static final int MAX_EXTENSIONS = 1024;

  private final Consumer<ClientAddress> client;
  private @Nullable Future<?> late;

  static void addTo(ChannelPipeline pipeline, Consumer<ClientAddress> client) {
    pipeline
        .addLast("proxy", new HAProxyMessageDecoder(MAX_EXTENSIONS))
        .addLast("proxied", new ProxyHeaderHandler(client));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    late = ctx.executor().schedule(() -> ctx.close(), WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (late != null) {
      late.cancel(false);
    }
  }

  /** The decoder sends nothing before the header, and what follows it only behind this. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    HAProxyMessage header = (HAProxyMessage) message;
    ClientAddress proxy = ClientAddress.of(ctx.channel().remoteAddress());
    ClientAddress from;
    try {
      from = header.command() == HAProxyCommand.LOCAL ? proxy : source(header, proxy);
    } finally {
      header.release();
    }
    client.accept(from);
    ctx.fireChannelActive(); // the handlers that are there from now on have missed it
    ctx.pipeline().remove(this);
  }

  /** What has no address of a network counts as the proxy's. */
  private static ClientAddress source(HAProxyMessage header, ClientAddress proxy) {
    String text = header.sourceAddress();
    byte[] bytes = text == null ? null : NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null
          ? proxy
          : new ClientAddress(InetAddress.getByAddress(bytes), /* isLocal= */ false);
    } catch (UnknownHostException e) {
      return proxy;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("no header of a proxy from {}: {}", ctx.channel().remoteAddress(), cause.toString());
    ctx.close();
  }
}
