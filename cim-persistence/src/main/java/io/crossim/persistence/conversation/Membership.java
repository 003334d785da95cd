package io.crossim.persistence.conversation;

/** A user in a conversation. */
public record Membership(ConversationId conversation, long userId) {}
