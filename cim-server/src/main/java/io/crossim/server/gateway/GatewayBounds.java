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
 */
public record GatewayBounds(
    ConnectionBound connections,
    UnauthenticatedBound unauthenticated,
    TrafficLimits traffic,
    int maxMessages,
    TrustedProxies proxies) {

  /** Whether a new connection may stay. */
  boolean admit(Channel channel, ClientAddress from) {
    return connections.admit(channel, from) && unauthenticated.admit(from);
  }
}
