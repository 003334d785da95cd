package io.crossim.persistence.inbox;

import org.jspecify.annotations.Nullable;

/**
 * Asks for messages.
 *
 * @param device whose acknowledgement is the place to start at when there is no other
 * @param after the position to go on from; null for the device's acknowledgement
 * @param limit the most messages to answer, at least 1
 */
public record InboxQuery(long userId, String device, @Nullable Position after, int limit) {}
