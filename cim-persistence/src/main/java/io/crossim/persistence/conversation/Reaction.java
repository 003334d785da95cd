package io.crossim.persistence.conversation;

/**
 * A reaction to a message.
 *
 * @param text mostly an emoji
 * @param isSet whether it is given; else it is taken back
 */
public record Reaction(String text, boolean isSet) {}
