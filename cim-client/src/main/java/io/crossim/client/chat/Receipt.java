package io.crossim.client.chat;

/** What is known of a private message that was sent. */
public enum Receipt {
  /** The receiver's connection took it. */
  DELIVERED,
  /** It waits for the receiver. */
  STORED,
  /** The cluster took it and says no more. */
  SENT
}
