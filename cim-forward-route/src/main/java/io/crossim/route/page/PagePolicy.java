package io.crossim.route.page;

import io.crossim.service.call.HostHeader;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * What the page may do in a browser (its {@code Content-Security-Policy}): run its own scripts,
 * speak to this route and to the servers of the cluster, and nothing else.
 */
@RequiredArgsConstructor
final class PagePolicy {

  private final String scriptHash;

  /**
   * The header.
   *
   * @param host of the request; null where it names none
   * @param sockets schemes and hosts of servers that clients reach elsewhere, as {@code
   *     wss://im.example.org}
   */
  String header(@Nullable String host, Collection<String> sockets) {
    String own = host != null && HostHeader.isValid(host) ? name(host) : null;
    String connect =
        Stream.concat(
                own == null ? Stream.of() : Stream.of("ws://" + own + ":*", "wss://" + own + ":*"),
                sockets.stream())
            .distinct()
            .collect(Collectors.joining(" "));
    return "default-src 'none'; script-src 'self' '"
        + scriptHash
        + "'; style-src 'self'; img-src 'self' data:; connect-src 'self' "
        + connect
        + "; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'";
  }

  /** Without the port, and an address of IPv6 in its brackets, which a policy needs too. */
  private static String name(String host) {
    int port = host.lastIndexOf(':');
    boolean hasPort = port > host.lastIndexOf(']') && port >= 0;
    return (hasPort ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
  }
}
