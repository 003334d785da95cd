package io.crossim.service.discovery;

import io.crossim.common.result.CimException;
import io.crossim.metastore.MetaStoreKind;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.regex.Pattern;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** The host name under which others reach this process. */
@Slf4j
public final class AdvertisedHost {

  /** A colon would break the name of a server in discovery, which an IPv6 address has. */
  private static final Pattern HOST = Pattern.compile("\\w[\\w.-]*");

  private static final String LOOPBACK = "127.0.0.1";

  private AdvertisedHost() {}

  /**
   * Checks a host that is configured; null where none is.
   *
   * @throws CimException that names the property
   */
  public static void check(String property, @Nullable String host) {
    if (host != null && !HOST.matcher(host.strip()).matches()) {
      throw CimException.invalid(
          property,
          host.isBlank() ? "nothing" : host,
          "a host name or an IPv4 address; leave it out to have one found");
    }
  }

  /**
   * The configured host; without one the first IPv4 address of an interface that is up and no
   * loopback, else the loopback address. The name of the machine is not asked: it often resolves to
   * an address that nobody else can reach.
   *
   * @param property that configures it, for the warning that other machines cannot reach this one
   */
  public static String choose(
      String property, @Nullable String configured, DiscoveryProperties discovery) {
    if (configured != null) {
      return configured.strip();
    }
    String found = firstAddress();
    // In the memory of one process nobody else looks for it.
    if (found.equals(LOOPBACK) && discovery.type() != MetaStoreKind.MEMORY) {
      log.warn(
          "this machine has no address but {}, which no other machine can reach; {} tells another",
          LOOPBACK,
          property);
    }
    return found;
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
