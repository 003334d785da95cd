package io.crossim.client.sdk;

import io.crossim.sdk.ReceivedMessage;

/** Private messages in the words of the console. */
final class PrivateWords {

  private PrivateWords() {}

  /** What somebody says to the user, or does to what they have said before. */
  static String of(ReceivedMessage message) {
    String text = GroupEntries.text(message);
    return switch (message.kind()) {
      case EDIT -> "(edited) " + text;
      case RECALL -> "(took a message back)";
      case REACTION -> (message.isRecalled() ? "(took a reaction back) " : "(reaction) ") + text;
      default -> message.isRecalled() ? "(taken back)" : text;
    };
  }
}
