package io.crossim.common.protocol;

import java.util.Optional;

/** Writes and reads positions in an inbox as text, {@code epoch:seq:messageId}. */
public final class InboxPositions {

  private InboxPositions() {}

  /** The text of a position. */
  public static String format(Position position) {
    return position.getEpoch() + ":" + position.getSeq() + ":" + position.getMessageId();
  }

  /** The position that a text names; empty when it names none. */
  public static Optional<Position> parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      if (parts.length == 3 && !parts[0].isEmpty()) {
        long seq = Long.parseLong(parts[1]);
        long messageId = Long.parseLong(parts[2]);
        if (seq >= 0 && messageId >= 0) {
          return Optional.of(
              Position.newBuilder().setEpoch(parts[0]).setSeq(seq).setMessageId(messageId).build());
        }
      }
    } catch (NumberFormatException e) {
      // it names none
    }
    return Optional.empty();
  }
}
