package io.crossim.sdk.connection;

import io.crossim.common.protocol.LoginAck;

/**
 * What a server said when it accepted a login.
 *
 * @param isV3 whether it speaks protocol v3
 * @param maxFrame the largest frame that it takes, in bytes; no bound where it told none
 */
record Acceptance(boolean isV3, int maxFrame) {

  /** The acceptance by a v2 server, which says nothing. */
  static final Acceptance V2 = new Acceptance(false, Integer.MAX_VALUE);

  static Acceptance of(LoginAck ack) {
    return new Acceptance(true, ack.getMaxFrame() > 0 ? ack.getMaxFrame() : Integer.MAX_VALUE);
  }
}
