package io.crossim.server.gateway;

import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.ConnectionBound;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.limits.TrustedProxies;
import io.netty.channel.Channel;

/**
 * What holds for every client of the port.
 *
 * @param connections how many one address may have
 * @param unauthenticated how many may be open without a login
 * @param traffic how often users may send
 * @param maxMessages the most messages in one frame
 * @param proxies whose connections begin with a header that names the client
 * @param web what counts for clients that come over WebSocket
 */
public record GatewayBounds(
    ConnectionBound connections,
    UnauthenticatedBound unauthenticated,
    TrafficLimits traffic,
    int maxMessages,
    TrustedProxies proxies,
    WebBounds web) {

  /** Whether a new connection may stay. That of a proxy does not count yet: it is for others. */
  boolean admit(Channel channel, ClientAddress from) {
    return (isProxy(from) || connections.admit(channel, from)) && unauthenticated.admit(from);
  }

  /**
   * Whether a connection may stay of which it is known now whom it is for: those of proxies count
   * from then on.
   *
   * @param from its other end
   * @param client whom it is for
   */
  boolean admitClient(Channel channel, ClientAddress from, ClientAddress client) {
    return !isProxy(from) || connections.admit(channel, client);
  }

  /** Whether a client may have a connection that began at another port. */
  boolean admitTakenOver(Channel channel, ClientAddress client) {
    return connections.admit(channel, client) && unauthenticated.admit(client);
  }

  private boolean isProxy(ClientAddress from) {
    return web.proxies().contains(from.address());
  }
}
