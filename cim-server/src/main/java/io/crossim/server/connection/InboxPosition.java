package io.crossim.server.connection;

import io.crossim.common.protocol.InboxPositions;
import io.crossim.common.protocol.Position;
import io.crossim.common.result.CimException;

/** A place in an inbox: behind the message with this sequence number. */
public record InboxPosition(String epoch, long seq, long messageId) {

  public static InboxPosition of(Position position) {
    return new InboxPosition(position.getEpoch(), position.getSeq(), position.getMessageId());
  }

  /**
   * The position that a login names, {@code epoch:seq:messageId}.
   *
   * @throws CimException when it is none
   */
  public static InboxPosition parse(String text) {
    return InboxPositions.parse(text)
        .map(InboxPosition::of)
        .orElseThrow(() -> CimException.invalid("resume", text, "epoch:seq:messageId"));
  }

  public Position toProtocol() {
    return Position.newBuilder().setEpoch(epoch).setSeq(seq).setMessageId(messageId).build();
  }
}
