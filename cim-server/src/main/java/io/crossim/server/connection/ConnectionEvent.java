package io.crossim.server.connection;

/** What the handlers of a connection's channel are told, as a user event. */
public enum ConnectionEvent {
  /** The login is accepted, and the client has its answer; comes once. */
  LOGIN_ACCEPTED
}
