package io.crossim.metastore;

/**
 * A live cim-server.
 *
 * @param host an IPv4 address or a name that clients can reach; without a colon
 * @param cimServerPort where clients connect
 * @param httpPort where routes call
 * @param incarnation one process of that server; a restart makes a new one
 */
public record ServerNode(String host, int cimServerPort, int httpPort, String incarnation) {

  public ServerNode {
    NodeNames.checkHost(host);
    NodeNames.checkPort("cimServerPort", cimServerPort);
    NodeNames.checkPort("httpPort", httpPort);
  }

  /** {@code host:cimServerPort:httpPort}, the name in discovery. */
  public String name() {
    return host + ":" + cimServerPort + ":" + httpPort;
  }
}
