package io.crossim.persistence.inbox;

import io.crossim.persistence.conversation.ConversationId;

/**
 * A user's wish not to be notified of a conversation. What is said there still comes.
 *
 * @param until milliseconds since 1970; {@link #NOT} to be notified again, {@link #FOREVER} never
 */
public record Mute(long userId, ConversationId conversation, long until) {

  /** The conversation is not muted. */
  public static final long NOT = 0;

  /** It is muted until somebody changes that. */
  public static final long FOREVER = (1L << 53) - 1;

  /** A user may mute so many conversations at a time. */
  public static final int MOST = 1_000;
}
