package io.crossim.metastore;

/**
 * A live route service.
 *
 * @param host an IPv4 address or a name that cim-servers can reach; without a colon
 * @param incarnation one process of that route
 * @param takesConversations whether it can read what members of a group get
 * @param readsPairs whether it can read private messages that are kept in the log of both users
 */
public record RouteNode(
    String host, int httpPort, String incarnation, boolean takesConversations, boolean readsPairs) {

  /** One of this version. */
  public RouteNode(String host, int httpPort, String incarnation) {
    this(host, httpPort, incarnation, /* takesConversations= */ true, /* readsPairs= */ true);
  }

  public RouteNode {
    NodeNames.checkHost(host);
    NodeNames.checkPort("httpPort", httpPort);
  }

  /** {@code host:httpPort}, the name in discovery. */
  public String name() {
    return host + ":" + httpPort;
  }
}
