package io.crossim.service.http;

import io.crossim.service.call.Forwarding;
import io.crossim.service.call.HostHeader;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.TrustedProxies;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** Tells the servlet container in the headers of a request who sent it, and how. */
final class RelayedHeaders {

  private static final AsciiString ANY_HOST = AsciiString.cached("front");

  private RelayedHeaders() {}

  /**
   * Puts them in the place of what the client said of earlier hops, which is not believed.
   *
   * @param front the connection of the client
   * @param remote its other end
   */
  static void set(
      HttpRequest request,
      Channel front,
      ClientAddress remote,
      TrustedProxies proxies,
      ServletContainer container) {
    HttpHeaders headers = request.headers();
    ClientAddress caller = Forwarding.caller(headers, remote, proxies);
    String scheme = front.pipeline().get(SslHandler.class) == null ? "http" : "https";
    String claimed = headers.get(Forwarding.FORWARDED_PROTO);
    if (claimed != null && proxies.contains(remote.address())) {
      scheme = claimed;
    }
    Forwarding.removeFrom(headers);
    headers.set(Forwarding.FORWARDED_PROTO, scheme);
    headers.set(Forwarding.FORWARDED_FOR, NetUtil.toAddressString(caller.address()));
    String host = headers.get(HttpHeaderNames.HOST, "");
    if (host.isEmpty() && front.localAddress() instanceof InetSocketAddress local) {
      host = NetUtil.toSocketAddressString(local);
    }
    if (HostHeader.port(host) >= 0) {
      headers.setInt(Forwarding.FORWARDED_PORT, HostHeader.port(host));
    }
    // The front has judged the host, more leniently than the container would.
    headers.set(HttpHeaderNames.HOST, ANY_HOST);
    headers.set(ServletContainer.HEADER, container.header(caller, host));
  }

  /** Says how long the body is, which is there in full. */
  static void setLength(HttpHeaders headers, int length) {
    headers.remove(HttpHeaderNames.EXPECT).remove(HttpHeaderNames.TRANSFER_ENCODING);
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, length);
  }
}
