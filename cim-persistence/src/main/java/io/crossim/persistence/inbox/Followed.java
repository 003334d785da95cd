package io.crossim.persistence.inbox;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;

/**
 * A conversation that a user's inbox follows.
 *
 * @param cursor what of it the inbox has
 * @param touchedAt when it was followed or collected last, by the store's clock
 */
public record Followed(long userId, ConversationId conversation, Place cursor, long touchedAt) {}
