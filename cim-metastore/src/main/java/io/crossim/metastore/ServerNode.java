package io.crossim.metastore;

import org.jspecify.annotations.Nullable;

/**
 * A live cim-server.
 *
 * @param host an IPv4 address or a name that routes can reach; without a colon
 * @param cimServerPort where clients connect
 * @param httpPort where routes call
 * @param incarnation one process of that server; a restart makes a new one
 * @param clientHost what clients are told to connect to: {@code host}, unless they reach this
 *     server under another one than routes do
 * @param wsUrl where clients open a WebSocket: a URL, or a path for one that is relative to the URL
 *     of the route; null where there is none
 */
public record ServerNode(
    String host,
    int cimServerPort,
    int httpPort,
    String incarnation,
    String clientHost,
    @Nullable String wsUrl) {

  /** A server that clients and routes reach under the same host. */
  public ServerNode(String host, int cimServerPort, int httpPort, String incarnation) {
    this(host, cimServerPort, httpPort, incarnation, host, /* wsUrl= */ null);
  }

  /** A server without WebSocket. */
  public ServerNode(
      String host, int cimServerPort, int httpPort, String incarnation, String clientHost) {
    this(host, cimServerPort, httpPort, incarnation, clientHost, /* wsUrl= */ null);
  }

  public ServerNode {
    NodeNames.checkHost(host);
    NodeNames.checkHost(clientHost);
    NodeNames.checkPort("cimServerPort", cimServerPort);
    NodeNames.checkPort("httpPort", httpPort);
  }

  /** {@code host:cimServerPort:httpPort}, the name in discovery. */
  public String name() {
    return host + ":" + cimServerPort + ":" + httpPort;
  }
}
