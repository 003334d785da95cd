package io.crossim.client.chat;

/**
 * A member of a group.
 *
 * @param role owner, admin or member
 */
public record GroupMember(User user, String role) {}
