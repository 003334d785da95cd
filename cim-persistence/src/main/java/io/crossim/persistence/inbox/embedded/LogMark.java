package io.crossim.persistence.inbox.embedded;

/**
 * What is told of a message without its content.
 *
 * @param messageId 0 when not known
 * @param bytes of payload, of all messages of the inbox from its first one to this one
 */
record LogMark(long messageId, long bytes) {

  static final LogMark NONE = new LogMark(0, 0);
}
