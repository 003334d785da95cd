package io.crossim.route.page;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Which hosts the page opens sockets to, as its policy names them. */
public final class SocketHosts {

  /** A policy is a header: it must not grow with the cluster. */
  private static final int MOST = 16;

  private static final List<String> ANY = List.of("ws:", "wss:");

  private SocketHosts() {}

  /**
   * Scheme, host and port of each URL; of many any host.
   *
   * @param urls those that clients are told; paths lead to where the page came from
   */
  public static Collection<String> of(Stream<String> urls) {
    List<String> hosts =
        urls.filter(url -> !url.startsWith("/"))
            .map(URI::create)
            .map(url -> url.getScheme() + "://" + url.getRawAuthority())
            .distinct()
            .limit(MOST + 1L)
            .toList();
    return hosts.size() > MOST ? ANY : hosts;
  }
}
