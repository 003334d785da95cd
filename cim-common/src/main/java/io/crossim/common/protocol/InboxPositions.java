package io.crossim.sdk;

import io.crossim.common.protocol.Position;
import io.crossim.common.result.CimException;

/** Positions in an inbox as words, {@code epoch:seq:messageId}. */
final class InboxPositions {

  private InboxPositions() {}

  static String format(Position position) {
    return position.getEpoch() + ":" + position.getSeq() + ":" + position.getMessageId();
  }

  static Position parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      if (parts.length == 3 && !parts[0].isEmpty()) {
        long seq = Long.parseLong(parts[1]);
        long messageId = Long.parseLong(parts[2]);
        if (seq >= 0 && messageId >= 0) {
          return Position.newBuilder()
              .setEpoch(parts[0])
              .setSeq(seq)
              .setMessageId(messageId)
              .build();
        }
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw CimException.invalid("resumeAfter", text, "what Client.positionAfter gave");
  }
}
