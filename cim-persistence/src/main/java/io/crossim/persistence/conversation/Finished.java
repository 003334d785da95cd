package io.crossim.persistence.conversation;

/** Everybody who is online has what stands up to a place of a conversation. */
public record Finished(ConversationId conversation, long seq) {}
