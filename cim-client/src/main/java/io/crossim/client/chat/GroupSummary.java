package io.crossim.client.chat;

/**
 * A group that the user is in.
 *
 * @param unread messages of others that the user has not read
 * @param mentions those of them that name the user
 * @param isMuted whether the user is not to be notified of it
 */
public record GroupSummary(long id, String name, long unread, int mentions, boolean isMuted) {}
