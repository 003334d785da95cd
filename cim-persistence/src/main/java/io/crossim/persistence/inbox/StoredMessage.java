package io.crossim.persistence.inbox;

/**
 * A message in an inbox.
 *
 * @param storedAt milliseconds since 1970 by the store's clock
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
public record StoredMessage(long seq, long messageId, long storedAt, byte[] payload) {}
