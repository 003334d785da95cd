package io.crossim.persistence.conversation;

/**
 * A conversation with entries that may not have been brought to everybody.
 *
 * @param head its last place, to be named when all have it
 * @param version of its member list
 * @param age how long it has been so, in milliseconds
 */
public record Unfinished(ConversationId conversation, Place head, long version, long age) {}
