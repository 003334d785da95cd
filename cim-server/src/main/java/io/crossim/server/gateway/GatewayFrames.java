package io.crossim.server.gateway;

import io.crossim.server.connection.FrameBound;
import io.crossim.server.websocket.WebSocketUpgrade;

/**
 * What the decoders of all TCP connections share.
 *
 * @param upgrade for clients that begin with HTTP
 */
record GatewayFrames(FrameBound bound, WebSocketUpgrade upgrade) {}
