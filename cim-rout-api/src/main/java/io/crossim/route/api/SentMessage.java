package io.crossim.route.api;

/**
 * What {@code /p2pRoute} answers to a caller that announced protocol 3; of several texts it is the
 * last one's.
 *
 * @param messageId unique in the receiver's inbox and rising
 * @param seq the place in the receiver's inbox
 */
public record SentMessage(String messageId, long seq, Status status) {

  /** How far the message came before the answer. */
  public enum Status {
    STORED,
    /** Stored, and a live connection of the receiver took it. */
    PUSHED
  }
}
