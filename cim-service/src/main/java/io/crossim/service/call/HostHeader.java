package io.crossim.service.call;

import io.netty.util.NetUtil;

/** Takes the header {@code Host} apart: a name or an address, and maybe a port. */
public final class HostHeader {

  private static final int MAX_PORT = 65_535;

  private HostHeader() {}

  /** Whether it is well formed: a name, or an address, that of IPv6 in brackets. */
  public static boolean isValid(String host) {
    int end = nameEnd(host);
    return hasValidEnd(host, end)
        && (host.startsWith("[") ? isIpV6(host.substring(0, end)) : isPlain(host, end));
  }

  /** The part before the port, with its brackets. */
  public static String name(String host) {
    return host.substring(0, nameEnd(host));
  }

  private static int nameEnd(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    return end <= 0 ? host.length() : end;
  }

  /**
   * The port of a valid one.
   *
   * @return -1 for none
   */
  public static int port(String host) {
    int start = nameEnd(host) + 1;
    return start >= host.length() ? -1 : Integer.parseInt(host, start, host.length(), 10);
  }

  /** Whether an address of IPv6 stands in brackets. */
  private static boolean isIpV6(String name) {
    return name.startsWith("[")
        && name.endsWith("]")
        && NetUtil.isValidIpV6Address(name.substring(1, name.length() - 1));
  }

  private static boolean hasValidEnd(String host, int at) {
    if (at == host.length()) {
      return true;
    }
    int port = 0;
    for (int i = at + 1; i < host.length(); i++) {
      char digit = host.charAt(i);
      if (digit < '0' || digit > '9' || port > MAX_PORT) {
        return false;
      }
      port = port * 10 + digit - '0';
    }
    return host.charAt(at) == ':' && port <= MAX_PORT;
  }

  /** Underscores are in no host name of the DNS, but in many of containers. */
  private static boolean isPlain(String host, int end) {
    for (int i = 0; i < end; i++) {
      char c = host.charAt(i);
      boolean isWord = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!isWord && c != '.' && c != '-' && c != '_' && c != '~') {
        return false;
      }
    }
    return end > 0;
  }
}
