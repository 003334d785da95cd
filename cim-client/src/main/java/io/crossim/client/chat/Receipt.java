package io.crossim.client.chat;

/** What is known of a message that was sent. */
public enum Receipt {
  /** The receiver's connection took it. */
  DELIVERED,
  /** The message is stored, and was not taken by a connection of the receiver within a moment. */
  STORED,
  /** The message was for everyone, and nobody else is online. */
  NOBODY,
  /** The cluster took it and says no more. */
  SENT
}
