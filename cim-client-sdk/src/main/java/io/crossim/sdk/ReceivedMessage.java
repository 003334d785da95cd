package io.crossim.sdk;

/**
 * A message that came in.
 *
 * @param senderId 0 for the system
 * @param senderName the sender's name at the time of sending
 * @param receiverId this client's user
 */
public record ReceivedMessage(long senderId, String senderName, long receiverId, String text) {}
