package io.crossim.route.api;

/**
 * What {@code /group/send} answers.
 *
 * @param messageId unique in the group and rising
 * @param conversationSeq the place in the group's log
 * @param status {@code STORED}: it is in the log, and comes to every member
 */
public record SentToGroup(String messageId, long conversationSeq, Status status) {

  /** How far the message came before the answer. */
  public enum Status {
    STORED
  }
}
