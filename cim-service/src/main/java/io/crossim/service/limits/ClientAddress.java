package io.crossim.service.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Whom a connection or a request comes from.
 *
 * @param isLocal from this machine, and not on behalf of somebody else
 */
public record ClientAddress(InetAddress address, boolean isLocal) {

  private static final int NETWORK_BYTES = 8;

  /** The other end of a connection; what is no address of a network is this process itself. */
  public static ClientAddress of(SocketAddress remote) {
    InetAddress address =
        remote instanceof InetSocketAddress inet && inet.getAddress() != null
            ? inet.getAddress()
            : InetAddress.getLoopbackAddress();
    return new ClientAddress(address, address.isLoopbackAddress());
  }

  /**
   * What counts as one: an IPv4 address, or the /64 of an IPv6 address, because an owner of one
   * address of it has them all.
   */
  public InetAddress network() {
    if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
      return address;
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }

  @Override
  public String toString() {
    return address.getHostAddress();
  }
}
