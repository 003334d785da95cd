package io.crossim.persistence.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.result.CimException;

/**
 * A reaction to a message.
 *
 * @param text mostly an emoji; without control characters
 * @param isSet whether it is given; else it is taken back
 */
public record Reaction(String text, boolean isSet) {

  public Reaction {
    int length = text.getBytes(UTF_8).length;
    if (length < 1 || length > ConversationLimits.REACTION_BYTES) {
      throw CimException.invalid(
          "reaction", length, "1 to " + ConversationLimits.REACTION_BYTES + " bytes");
    }
  }
}
