package io.crossim.sdk;

/**
 * How far a member of a conversation has come. Marks only ever rise.
 *
 * @param userId whose; also the client's own user, who has read on another device
 * @param delivered everything up to this {@link ReceivedMessage#conversationSeq} is on one of the
 *     user's devices; 0 where the receipt says nothing of it
 * @param read the user has read everything up to this one; 0 where the receipt says nothing of it
 */
public record Receipt(Conversation conversation, long userId, long delivered, long read) {}
