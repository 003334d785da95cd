package io.crossim.server.gateway;

import io.crossim.service.call.WebOrigins;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrustedProxies;

/**
 * What holds for clients that come over WebSocket.
 *
 * @param origins of the pages that may connect
 * @param proxies whose requests name the client
 */
public record WebBounds(WebOrigins origins, TrustedProxies proxies, Refusals refusals) {}
