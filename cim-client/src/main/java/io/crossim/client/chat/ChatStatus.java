package io.crossim.client.chat;

/**
 * This client, as it is now.
 *
 * @param server {@code host:port}; empty while there is none
 */
public record ChatStatus(User self, String server, ChatState state) {}
