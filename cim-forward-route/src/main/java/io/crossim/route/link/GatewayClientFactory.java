package io.crossim.route.link;

import io.crossim.metastore.ServerNode;
import io.crossim.server.api.GatewayApi;

/** Opens the line to a cim-server: over HTTP in a cluster, a plain call in a single process. */
@FunctionalInterface
public interface GatewayClientFactory {

  /**
   * The server's calls, each of which ends within a second; a probe within three. Does not connect
   * yet.
   */
  GatewayApi open(ServerNode node);
}
