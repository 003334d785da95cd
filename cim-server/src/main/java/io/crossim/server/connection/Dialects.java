package io.crossim.server.connection;

/**
 * The protocols that the gateway speaks.
 *
 * @param v2 for clients that announce nothing
 * @param webSocket v3 for clients that come over WebSocket
 */
public record Dialects(Dialect v2, Dialect v3, Dialect webSocket) {

  /** The protocol that a client announces at its login. */
  Dialect of(String announced) {
    return announced.equals("3") ? v3 : v2;
  }
}
