package io.crossim.sdk.sending;

import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.SendAck;

/**
 * How a send that was not refused ended.
 *
 * @param messageId 0 where the cluster did not say
 */
public record Outcome(Kind kind, long messageId, long seq) {

  /** The cluster took it and did not say more. */
  public static final Outcome TAKEN = new Outcome(Kind.TAKEN, 0, 0);

  /** The cluster stored it and did not say more. */
  public static final Outcome STORED = new Outcome(Kind.STORED, 0, 0);

  /** It was for everyone, and nobody else is online. */
  public static final Outcome NOBODY = new Outcome(Kind.NOBODY, 0, 0);

  /** It is not known whether the cluster took it. */
  public static final Outcome UNKNOWN = new Outcome(Kind.UNKNOWN, 0, 0);

  /** The send's time was over before anything of it left. */
  public static final Outcome NOT_SENT = new Outcome(Kind.NOT_SENT, 0, 0);

  /** What the acknowledgement of an accepted send says. */
  static Outcome of(SendAck ack) {
    if (ack.getSeq() == 0) {
      return ack.getStatus() == DeliveryStatus.NOBODY ? NOBODY : TAKEN;
    }
    Kind kind = ack.getStatus() == DeliveryStatus.PUSHED ? Kind.PUSHED : Kind.STORED;
    return new Outcome(kind, ack.getMessageId(), ack.getSeq());
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
