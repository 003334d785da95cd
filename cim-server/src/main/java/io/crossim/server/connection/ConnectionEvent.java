package io.crossim.server.connection;

/** User events in the pipeline of a connection's channel. */
public enum ConnectionEvent {
  /** The login is accepted, and the client has its answer; comes once. */
  LOGIN_ACCEPTED
}
