package io.crossim.persistence.inbox;

/**
 * A message for an inbox.
 *
 * @param userId whose inbox
 * @param dedupId names the message for a day, whoever appends it; not empty
 * @param payload what is stored; never changed by either side
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
public record Append(long userId, String dedupId, byte[] payload) {}
