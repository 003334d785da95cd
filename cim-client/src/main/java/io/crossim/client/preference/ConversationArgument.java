package io.crossim.client.preference;

import io.crossim.client.chat.ConversationId;
import io.crossim.client.command.Arguments;

/** Reads which conversation a command is about. */
final class ConversationArgument {

  private ConversationArgument() {}

  /**
   * A group with a g before its id, or the conversation with a user.
   *
   * @param usage of the command, for the error
   */
  static ConversationId parse(String word, String usage) {
    return word.startsWith("g")
        ? ConversationId.group(Arguments.groupId(word, usage))
        : ConversationId.user(Arguments.number("userId", word, usage));
  }
}
