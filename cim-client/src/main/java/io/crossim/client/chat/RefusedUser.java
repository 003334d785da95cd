package io.crossim.client.chat;

/**
 * A user who could not be added to a group, or taken out of it.
 *
 * @param why in words for a person
 */
public record RefusedUser(long userId, String why) {}
