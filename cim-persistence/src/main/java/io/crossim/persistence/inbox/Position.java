package io.crossim.persistence.inbox;

/**
 * A place in an inbox: behind the message with this sequence number.
 *
 * @param seq 0 before the first message
 * @param messageId of the message at that place, by which a store that has gone back is found out;
 *     0 when not known
 */
public record Position(String epoch, long seq, long messageId) {}
