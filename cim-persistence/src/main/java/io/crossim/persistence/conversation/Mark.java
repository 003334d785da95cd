package io.crossim.persistence.conversation;

/**
 * How far a member has come in a conversation.
 *
 * @param deliveredSeq their devices have what stands up to here; 0 to leave it
 * @param readSeq they have read what stands up to here; 0 to leave it
 */
public record Mark(ConversationId conversation, long userId, long deliveredSeq, long readSeq) {}
