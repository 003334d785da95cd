package io.crossim.sdk.sending;

/**
 * How a send that was not refused ended.
 *
 * @param messageId 0 where the cluster did not say
 */
public record Outcome(Kind kind, long messageId, long seq) {

  /** The cluster took it and did not say more. */
  public static final Outcome TAKEN = new Outcome(Kind.TAKEN, 0, 0);

  /** It is not known whether the cluster took it. */
  public static final Outcome UNKNOWN = new Outcome(Kind.UNKNOWN, 0, 0);

  /** What is known. */
  public enum Kind {
    TAKEN,
    STORED,
    PUSHED,
    UNKNOWN
  }
}
