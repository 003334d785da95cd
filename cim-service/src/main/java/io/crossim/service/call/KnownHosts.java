package io.crossim.service.call;

import io.netty.util.NetUtil;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a port may be called. Addresses and {@code localhost} are always among
 * them. Any other name belongs to somebody, who may have it lead to this machine for a while, so
 * that their page reads what is answered here (DNS rebinding).
 */
public final class KnownHosts {

  /** Takes any name, for a port whose answers are open to pages of any origin anyway. */
  public static final KnownHosts ANY = new KnownHosts("", null);

  private final String property;
  private final @Nullable Set<String> names;

  private KnownHosts(String property, @Nullable Set<String> names) {
    this.property = property;
    this.names = names;
  }

  /**
   * Takes these names, which have no ports.
   *
   * @param property that sets them, for the refusal
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
        || names.contains(HostHeader.name(host).toLowerCase(Locale.ROOT));
  }

  /** What a request should have had, for a sentence. */
  String expected() {
    return "localhost, an IP address, or a name in " + property;
  }

  /** Whether a host is an address or {@code localhost}, which nobody's name server can redirect. */
  static boolean leadsNowhereElse(String host) {
    String name = HostHeader.name(host);
    return HostHeader.isValid(host)
        && (name.startsWith("[")
            || NetUtil.isValidIpV4Address(name)
            || name.equalsIgnoreCase("localhost"));
  }
}
