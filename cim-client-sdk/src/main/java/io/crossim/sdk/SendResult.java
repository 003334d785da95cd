package io.crossim.sdk;

/**
 * The outcome of one send.
 *
 * @param messageId unique in the receiver's inbox, or in the log of the group; empty where the
 *     cluster did not say
 * @param seq the place in the receiver's inbox; 0 for a group, and where the cluster did not say
 * @param conversationSeq the place in the log of the conversation, by which later messages name
 *     this one; 0 where the conversation has no log, and where the cluster did not say
 */
public record SendResult(String messageId, long seq, SendStatus status, long conversationSeq) {

  /** One of a conversation without a log. */
  public SendResult(String messageId, long seq, SendStatus status) {
    this(messageId, seq, status, /* conversationSeq= */ 0);
  }
}
