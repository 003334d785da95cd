package io.crossim.server.connection;

/** The life of a connection; states only ever follow in this order, some left out. */
public enum ConnectionState {
  /** Nobody has logged in yet; nothing is written. */
  CONNECTED,
  /** A route is being asked to bind the session; what is to be written waits. */
  BINDING,
  /** The session is bound; messages are written. */
  BOUND,
  /** A newer session took the place: heartbeats are answered, messages do not come any more. */
  MUTED,
  CLOSED;

  /** Whether there is a session, or is about to be one. */
  public boolean isLoggedIn() {
    return this == BINDING || this == BOUND;
  }

  /** Whether a route has accepted the login: until then a client is a stranger. */
  public boolean isAccepted() {
    return this == BOUND || this == MUTED;
  }
}
