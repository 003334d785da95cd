package io.crossim.service.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The host name under which others reach this process. */
public final class AdvertisedHost {

  private static final String LOOPBACK = "127.0.0.1";

  private AdvertisedHost() {}

  /**
   * The configured host; without one the first IPv4 address of an interface that is up and no
   * loopback, else the loopback address. The name of the machine is not asked: it often resolves to
   * an address that nobody else can reach.
   */
  public static String choose(@Nullable String configured) {
    return configured == null || configured.isBlank() ? firstAddress() : configured.strip();
  }

  private static String firstAddress() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(AdvertisedHost::isReachable)
          .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
          .flatMap(NetworkInterface::inetAddresses)
          .filter(AdvertisedHost::isRoutable)
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElse(LOOPBACK);
    } catch (SocketException e) {
      return LOOPBACK;
    }
  }

  private static boolean isReachable(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback();
    } catch (SocketException e) {
      return false;
    }
  }

  private static boolean isRoutable(InetAddress address) {
    return address instanceof Inet4Address
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isAnyLocalAddress()
        && !address.isMulticastAddress();
  }
}
