package io.crossim.route.delivery;

/**
 * Names a message among those of its sender. Ids that senders choose, those of the texts behind the
 * first of a batch, and those that a route makes never meet.
 *
 * @param clientMsgId what the sender, or a route, calls the message or the batch
 * @param madeHere whether a route has made it, because the sender gave none
 * @param index which text of the batch it is, from 0
 * @param size of the batch; 0 for a message that was sent by itself
 */
public record OutgoingId(String clientMsgId, boolean madeHere, int index, int size) {

  /** Of a message that its sender has named, unique among theirs for a day. */
  public static OutgoingId given(String clientMsgId) {
    return new OutgoingId(clientMsgId, /* madeHere= */ false, 0, 0);
  }

  /** The id of a message that a route has named. */
  public static OutgoingId made(String clientMsgId) {
    return new OutgoingId(clientMsgId, /* madeHere= */ true, 0, 0);
  }

  /** The id of one text of a batch. */
  public OutgoingId of(int place, int texts) {
    return new OutgoingId(clientMsgId, madeHere, place, texts);
  }

  /** Whether the text before it is to be stored with it. */
  boolean isWithPrevious() {
    return index > 0;
  }

  /**
   * What an inbox or a conversation knows it by. The sender's own part begins at the colon, so
   * nothing that they choose looks like what stands before it.
   */
  public String dedupId(long senderId) {
    return senderId + (madeHere ? "@" : "") + (index > 0 ? "#" + index : "") + ":" + clientMsgId;
  }
}
