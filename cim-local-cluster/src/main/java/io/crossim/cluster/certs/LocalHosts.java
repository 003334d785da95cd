package io.crossim.cluster.certs;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names and addresses under which this machine can be called. */
final class LocalHosts {

  private LocalHosts() {}

  static Set<String> all() {
    Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
    try {
      hosts.add(InetAddress.getLocalHost().getHostName());
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .map(LocalHosts::withoutInterface)
          .forEach(hosts::add);
    } catch (UnknownHostException | SocketException e) {
      // A machine without a network has the first three.
    }
    return hosts;
  }

  /** "fd00::2%eth0" is "fd00::2" to everybody else. */
  private static String withoutInterface(InetAddress address) {
    return address.getHostAddress().replaceAll("%.*", "");
  }
}
