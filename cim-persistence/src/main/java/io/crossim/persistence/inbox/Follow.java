package io.crossim.persistence.inbox;

import io.crossim.persistence.conversation.ConversationId;

/**
 * The intent to bring a conversation into a user's inbox.
 *
 * @param by who wants it, and is refused if the user has blocked them; {@link Append#NOBODY} for
 *     one that nobody can refuse
 */
public record Follow(long userId, ConversationId conversation, long by) {

  /** One that nobody can refuse. */
  public Follow(long userId, ConversationId conversation) {
    this(userId, conversation, Append.NOBODY);
  }
}
