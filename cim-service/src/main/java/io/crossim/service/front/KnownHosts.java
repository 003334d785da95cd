package io.crossim.service.front;

import io.netty.util.NetUtil;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a port is called. Addresses and {@code localhost} are always among them;
 * any other name is its owner's, who may have it lead to this machine, so that a page of theirs
 * reads what is answered here (DNS rebinding).
 */
public final class KnownHosts {

  /** Any name will do: what the port answers is not kept from pages by their origin. */
  static final KnownHosts ANY = new KnownHosts("", null);

  private final String property;
  private final @Nullable Set<String> names;

  private KnownHosts(String property, @Nullable Set<String> names) {
    this.property = property;
    this.names = names;
  }

  /**
   * These names alone, without ports.
   *
   * @param property that sets them, for who is refused
   */
  public static KnownHosts of(String property, Collection<String> names) {
    return new KnownHosts(
        property,
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Whether a request was meant for this port.
   *
   * @param host of a request; null where it names none, as no browser does
   */
  boolean contains(@Nullable String host) {
    return names == null
        || host == null
        || leadsNowhereElse(host)
        || names.contains(withoutPort(host).toLowerCase(Locale.ROOT));
  }

  /** What a request should have had, for a sentence. */
  String expected() {
    return "localhost, an IP address, or a name in " + property;
  }

  /**
   * Whether a host can only be this machine or an address, whoever it is that answers for names.
   */
  static boolean leadsNowhereElse(String host) {
    String name = withoutPort(host);
    return host.startsWith("[")
        || NetUtil.isValidIpV4Address(name)
        || name.equalsIgnoreCase("localhost");
  }

  private static String withoutPort(String host) {
    int port = host.lastIndexOf(':');
    return port < 0 ? host : host.substring(0, port);
  }
}
