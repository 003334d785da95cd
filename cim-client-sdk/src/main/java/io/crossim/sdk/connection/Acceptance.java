package io.crossim.sdk.connection;

import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.LoginFeatures;

/**
 * What a server said when it accepted a login.
 *
 * @param isV3 whether it speaks protocol v3
 * @param maxFrame the largest frame that it takes, in bytes; no bound where it told none
 * @param knowsConversations whether it takes messages to groups, receipts and signals
 */
record Acceptance(boolean isV3, int maxFrame, boolean knowsConversations) {

  /** The acceptance by a v2 server, which says nothing. */
  static final Acceptance V2 =
      new Acceptance(false, Integer.MAX_VALUE, /* knowsConversations= */ false);

  static Acceptance of(LoginAck ack) {
    return new Acceptance(
        true,
        ack.getMaxFrame() > 0 ? ack.getMaxFrame() : Integer.MAX_VALUE,
        LoginFeatures.contains(ack.getFeatures(), LoginFeatures.CONVERSATIONS));
  }
}
