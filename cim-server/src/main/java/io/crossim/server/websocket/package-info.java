/**
 * WebSocket on the port of clients: the upgrade of an HTTP request, frames, close codes. Behind
 * them a client is one of protocol v3 like those over TCP.
 */
@NullMarked
package io.crossim.server.websocket;

import org.jspecify.annotations.NullMarked;
