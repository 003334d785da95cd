package io.crossim.sdk;

/**
 * Where a client stands: {@code INITIALIZED -> CONNECTING -> READY <-> RECONNECTING}, and from each
 * of them to one of the two last states, which are final.
 */
public enum ClientState {
  /** The client is built and not started. */
  INITIALIZED,
  /** Started, and not yet once ready. Attempts go on until one works or one is refused. */
  CONNECTING,
  /** Logged in; messages come in. */
  READY,
  /** The connection was lost; the client is at work on another one. Sends wait. */
  RECONNECTING,
  /** Closed by the application. */
  CLOSED,
  /** Given up: the login was refused for good, or the allowed attempts are used up. */
  FAILED;

  /** Whether no further change will come. */
  public boolean isFinal() {
    return this == CLOSED || this == FAILED;
  }
}
