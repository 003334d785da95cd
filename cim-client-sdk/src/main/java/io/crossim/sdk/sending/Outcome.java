package io.crossim.sdk.sending;

import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.SendAck;

/**
 * How a send that was not refused ended.
 *
 * @param messageId 0 where the cluster did not say
 * @param seq the place in the receiver's inbox; 0 for a group, and where the cluster did not say
 * @param conversationSeq the place in the log of the conversation; 0 where there is none
 */
public record Outcome(Kind kind, long messageId, long seq, long conversationSeq) {

  /** The cluster took it and did not say more. */
  public static final Outcome TAKEN = new Outcome(Kind.TAKEN);

  /** The cluster stored it and did not say more. */
  public static final Outcome STORED = new Outcome(Kind.STORED);

  /** It was for everyone, and nobody else is online. */
  public static final Outcome NOBODY = new Outcome(Kind.NOBODY);

  /** It is not known whether the cluster took it. */
  public static final Outcome UNKNOWN = new Outcome(Kind.UNKNOWN);

  /** The send's time was over before anything of it left. */
  public static final Outcome NOT_SENT = new Outcome(Kind.NOT_SENT);

  private Outcome(Kind kind) {
    this(kind, 0, 0, 0);
  }

  /** What the acknowledgement of an accepted send says. */
  static Outcome of(SendAck ack) {
    if (ack.getSeq() == 0 && ack.getConversationSeq() == 0) {
      return ack.getStatus() == DeliveryStatus.NOBODY ? NOBODY : TAKEN;
    }
    Kind kind = ack.getStatus() == DeliveryStatus.PUSHED ? Kind.PUSHED : Kind.STORED;
    return new Outcome(kind, ack.getMessageId(), ack.getSeq(), ack.getConversationSeq());
  }

  /** What is known of a send. */
  public enum Kind {
    TAKEN,
    STORED,
    PUSHED,
    NOBODY,
    UNKNOWN,
    NOT_SENT
  }
}
