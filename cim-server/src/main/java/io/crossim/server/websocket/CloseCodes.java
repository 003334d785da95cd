package io.crossim.server.websocket;

import io.crossim.server.connection.CloseReason;

/**
 * What a closing server tells a client, as a code (RFC 6455, section 7.4). The codes are for
 * people; a client goes by the frames that came before.
 */
final class CloseCodes {

  static final int NORMAL = 1000;
  static final int GOING_AWAY = 1001;
  static final int PROTOCOL_ERROR = 1002;
  static final int UNSUPPORTED_DATA = 1003;
  static final int POLICY = 1008;
  static final int TOO_LARGE = 1009;
  static final int SERVER_ERROR = 1011;

  /** Those from 4000 on are for applications. */
  static final int SILENT = 4000;

  static final int KICKED = 4001;
  static final int DISPLACED = 4002;
  static final int SLOW = 4003;

  private CloseCodes() {}

  static int of(CloseReason reason) {
    return switch (reason) {
      case PEER_CLOSED, CONNECTION_LOST -> NORMAL;
      case SERVER_STOPPING, MOVED -> GOING_AWAY;
      case FRAME_BROKEN -> PROTOCOL_ERROR;
      case FRAME_NOT_BINARY -> UNSUPPORTED_DATA;
      case FRAME_TOO_LARGE -> TOO_LARGE;
      case NOT_LOGGED_IN,
          LOGIN_INVALID,
          LOGIN_TIMEOUT,
          LOGIN_REFUSED,
          NOT_ENCRYPTED,
          UPGRADE_REFUSED ->
          POLICY;
      case SILENT, RELEASED -> SILENT;
      case KICKED -> KICKED;
      case DISPLACED -> DISPLACED;
      case SLOW_RECEIVER -> SLOW;
      case INTERNAL_ERROR -> SERVER_ERROR;
    };
  }
}
