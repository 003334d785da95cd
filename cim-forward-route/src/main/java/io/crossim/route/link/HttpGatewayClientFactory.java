package io.crossim.route.link;

import io.crossim.metastore.ServerNode;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.GatewayClient;
import io.crossim.service.peer.PeerClients;
import java.time.Duration;
import lombok.RequiredArgsConstructor;

/** Lines over HTTP with keep-alive. */
@RequiredArgsConstructor
public final class HttpGatewayClientFactory implements GatewayClientFactory {

  private static final Duration CALL_WITHIN = Duration.ofSeconds(1);
  private static final Duration PROBE_WITHIN = Duration.ofSeconds(3);

  private final PeerClients peers;

  @Override
  public GatewayApi open(ServerNode node) {
    return new GatewayClient(
        peers.open(node.host(), node.httpPort(), CALL_WITHIN),
        peers.open(node.host(), node.httpPort(), PROBE_WITHIN));
  }
}
