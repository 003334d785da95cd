package io.crossim.persistence.inbox;

import io.crossim.persistence.conversation.ConversationId;

/** The intent to bring a conversation into a user's inbox. */
public record Follow(long userId, ConversationId conversation) {}
