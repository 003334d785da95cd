package io.crossim.metastore;

/**
 * A live cim-server.
 *
 * @param host an IPv4 address or a name that routes can reach; without a colon
 * @param cimServerPort where clients connect
 * @param httpPort where routes call
 * @param incarnation one process of that server; a restart makes a new one
 * @param clientHost what clients are told to connect to: {@code host}, unless they reach this
 *     server under another one than routes do
 */
public record ServerNode(
    String host, int cimServerPort, int httpPort, String incarnation, String clientHost) {

  /** A server that clients and routes reach under the same host. */
  public ServerNode(String host, int cimServerPort, int httpPort, String incarnation) {
    this(host, cimServerPort, httpPort, incarnation, host);
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
