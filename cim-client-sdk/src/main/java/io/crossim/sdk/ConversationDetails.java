package io.crossim.sdk;

import java.util.List;

/**
 * What the log of a conversation says of a message. Every member is told the same.
 *
 * @param seq the place in the log, 1, 2, 3... for all members; 0 for a message that is in no log
 * @param messageId unique in the log and rising; empty for a message that is in no log
 * @param name what the group is called at the moment; empty for other conversations
 * @param refersTo the place of the message that an {@link MessageKind#EDIT}, a {@link
 *     MessageKind#RECALL} or a {@link MessageKind#REACTION} is about; else 0
 * @param mentions whom the text names
 * @param mentionsAll whether it names every member
 * @param isRecalled whether it was taken back: then the body of a text is empty. Of a {@link
 *     MessageKind#REACTION}: whether it takes back the reaction that it names
 * @param users who joined or left, or whose role is another one
 */
public record ConversationDetails(
    long seq,
    String messageId,
    String name,
    MessageKind kind,
    long refersTo,
    List<Long> mentions,
    boolean mentionsAll,
    boolean isRecalled,
    List<Long> users) {

  /** Those of a text that no log holds. */
  public static final ConversationDetails NONE =
      new ConversationDetails(
          0, "", "", MessageKind.CONTENT, 0, List.of(), false, false, List.of());

  public ConversationDetails {
    mentions = List.copyOf(mentions);
    users = List.copyOf(users);
  }
}
