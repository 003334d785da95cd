package io.crossim.server.session;

import io.crossim.common.result.ResultCode;
import io.crossim.server.connection.InboxView;

/**
 * What a route said about the session of a connection.
 *
 * @param credentialVersion by which the session was bound; 0 for an account without a password
 * @param round the round of binding in which the call began
 */
record BindOutcome(
    ResultCode code,
    String message,
    long generation,
    long credentialVersion,
    long round,
    InboxView inbox) {

  /** No route has answered, or none was asked. */
  static final BindOutcome UNDECIDED =
      new BindOutcome(ResultCode.FAILURE, "", 0, 0, 0, new InboxView("", 0, 0, true));

  /** Whether a route has decided; a failure of the route's own is no decision. */
  boolean isDecided() {
    return code != ResultCode.FAILURE;
  }
}
