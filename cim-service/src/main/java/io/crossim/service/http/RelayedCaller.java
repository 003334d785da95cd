package io.crossim.service.http;

import io.crossim.service.limits.ClientAddress;
import io.netty.util.NetUtil;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The caller of a request that the front has passed on to the servlet container. */
public final class RelayedCaller {

  /** An attribute of the request: whether its client is on this machine and behind no proxy. */
  static final String IS_LOCAL = RelayedCaller.class.getName() + ".isLocal";

  private RelayedCaller() {}

  /** The client, as the front has told. A request that did not come over a socket is local. */
  public static ClientAddress of(HttpServletRequest request) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(request.getRemoteAddr());
    InetAddress address = bytes == null ? InetAddress.getLoopbackAddress() : address(bytes);
    Object isLocal = request.getAttribute(IS_LOCAL);
    return isLocal == null
        ? ClientAddress.of(new InetSocketAddress(address, 0))
        : new ClientAddress(address, (Boolean) isLocal);
  }

  /** Whether the front has told who it is. */
  public static boolean isTold(HttpServletRequest request) {
    return request.getAttribute(IS_LOCAL) != null;
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
