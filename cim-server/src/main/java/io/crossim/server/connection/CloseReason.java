package io.crossim.server.connection;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;

/** Why a connection was closed. */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor
public enum CloseReason {
  PEER_CLOSED("the client closed it"),
  CONNECTION_LOST("the connection broke"),
  NOT_ENCRYPTED("TLS is required and is missing or failed"),
  FRAME_BROKEN("not a frame of the protocol"),
  FRAME_NOT_BINARY("a text message where frames are binary"),
  UPGRADE_REFUSED("an HTTP request that opens no WebSocket"),
  FRAME_TOO_LARGE("a frame that is too large"),
  NOT_LOGGED_IN("a command before the login"),
  LOGIN_INVALID("a login with invalid fields"),
  LOGIN_TIMEOUT("no login in time"),
  LOGIN_REFUSED("a route refused the login"),
  SILENT("nothing was read for too long"),
  DISPLACED("a newer login took the session over"),
  KICKED("its user was logged out"),
  MOVED("the client was asked to move, and has"),
  RELEASED("the user was reported offline, and the connection is silent"),
  SLOW_RECEIVER("the client does not read what is sent to it"),
  SERVER_STOPPING("this server stops"),
  INTERNAL_ERROR("an error in the server"),
  ;

  private final String text;
}
