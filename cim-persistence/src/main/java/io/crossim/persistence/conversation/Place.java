package io.crossim.persistence.conversation;

/**
 * A place in the log of a conversation.
 *
 * @param seq 0 before the first entry
 * @param messageId of the entry there, by which a log that has gone back is found out; 0 for none
 */
public record Place(long seq, long messageId) {

  /** Before the first entry. */
  public static final Place START = new Place(0, 0);

  /** No place at all: equal to none that a cursor may stand at. */
  public static final Place NOWHERE = new Place(-1, 0);
}
