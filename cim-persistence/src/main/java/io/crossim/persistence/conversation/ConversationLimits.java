package io.crossim.persistence.conversation;

import java.time.Duration;

/**
 * The bounds of conversations.
 *
 * @param maxAge older entries are dropped
 * @param maxLength so many entries are kept; at more the oldest goes
 * @param maxMembers the most members of a group
 * @param editWithin how long a sender may edit and recall a message
 * @param maxMentions the most users whom one message mentions
 * @param mentionsAllOpen in groups of more members only admins may mention all
 * @param reactionsPerUser the most reactions of one member to one message
 * @param reactionKinds the most different reactions to one message
 */
public record ConversationLimits(
    Duration maxAge,
    int maxLength,
    int maxMembers,
    Duration editWithin,
    int maxMentions,
    int mentionsAllOpen,
    int reactionsPerUser,
    int reactionKinds) {

  /** The most users of one change, and the most whose state one step of a store touches. */
  public static final int USERS_PER_CHANGE = 128;

  /** The longest text of a reaction, in bytes of UTF-8. */
  public static final int REACTION_BYTES = 32;

  /** So many of a member's last mentions are counted. */
  public static final int MENTIONS_KEPT = 100;

  /** How long the id of a post is remembered at least. */
  public static final Duration IDS_LAST = Duration.ofDays(1);

  public static final ConversationLimits DEFAULT =
      new ConversationLimits(
          Duration.ofDays(30), 100_000, 500, Duration.ofHours(48), 50, 100, 3, 20);

  /** These, with another number of members. */
  public ConversationLimits withMaxMembers(int members) {
    return new ConversationLimits(
        maxAge,
        maxLength,
        members,
        editWithin,
        maxMentions,
        mentionsAllOpen,
        reactionsPerUser,
        reactionKinds);
  }

  /** These, with another retention. */
  public ConversationLimits withRetention(Duration age, int length) {
    return new ConversationLimits(
        age,
        length,
        maxMembers,
        editWithin,
        maxMentions,
        mentionsAllOpen,
        reactionsPerUser,
        reactionKinds);
  }
}
