package io.crossim.persistence.conversation;

/**
 * A user who is to become a member.
 *
 * @param collected the place of their cursor, as {@code follow} has answered it. Somebody who was a
 *     member before becomes one again only if they have all of that time
 */
public record Newcomer(long userId, long collected) {}
