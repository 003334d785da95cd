package io.crossim.client.chat;

/**
 * A group, or what is said between the user and another one.
 *
 * @param id of the group, or of the other user
 */
public record ConversationId(boolean isGroup, long id) {

  /** The conversation of a group. */
  public static ConversationId group(long groupId) {
    return new ConversationId(true, groupId);
  }

  /** The conversation with a user. */
  public static ConversationId user(long userId) {
    return new ConversationId(false, userId);
  }

  /** Answers the id as the console shows it: a group's with a g. */
  @Override
  public String toString() {
    return (isGroup ? "g" : "") + id;
  }
}
