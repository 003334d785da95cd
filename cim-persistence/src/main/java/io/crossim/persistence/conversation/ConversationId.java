package io.crossim.persistence.conversation;

import io.crossim.common.result.CimException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a conversation: a group by its id, or a pair of users by both of theirs. A user may be in a
 * pair with themselves.
 *
 * @param isGroup whether it is a group
 * @param first the group's id, or the lower one of the users' ids
 * @param second the higher one of the users' ids; 0 for a group
 */
public record ConversationId(boolean isGroup, long first, long second) {

  /** Conversations are spread over so many shards; one shard lies in one slot of Redis Cluster. */
  public static final int SHARDS = 1024;

  /** Ids are below this, so that a browser can read them. */
  private static final long MAX_ID = 1L << 53;

  private static final Pattern KEY = Pattern.compile("g(\\d{1,16})|p(\\d{1,16})_(\\d{1,16})");

  public ConversationId {
    if (first < (isGroup ? 1 : 0) || first >= MAX_ID) {
      throw CimException.invalid(isGroup ? "groupId" : "userId", first, "1 to 2^53 - 1");
    }
    if (isGroup ? second != 0 : second < first || second >= MAX_ID) {
      throw CimException.invalid("peerId", second, "the higher one of two user ids");
    }
  }

  /** A group. */
  public static ConversationId group(long id) {
    return new ConversationId(true, id, 0);
  }

  /** The conversation of two users, whichever of them is named first. */
  public static ConversationId pair(long one, long other) {
    return new ConversationId(false, Math.min(one, other), Math.max(one, other));
  }

  /** Whether a user is one of the two of a pair. */
  public boolean isPairOf(long userId) {
    return !isGroup && (first == userId || second == userId);
  }

  /** The other one of a pair; who is in a pair with themselves is both. */
  public long peerOf(long userId) {
    return first == userId ? second : first;
  }

  /** The shard that holds it, from 0 to {@link #SHARDS} - 1. */
  public int shard() {
    return (int) ((first + second * 31) % SHARDS);
  }

  /** A short text that names it: {@code g7} for a group, {@code p3_9} for a pair. */
  public String key() {
    return isGroup ? "g" + first : "p" + first + "_" + second;
  }

  /** Whether a {@link #key} names a group. In order the keys of groups come before all others. */
  public static boolean isGroup(String key) {
    return key.startsWith("g");
  }

  /**
   * Reads what {@link #key} has written.
   *
   * @throws CimException when it is something else
   */
  public static ConversationId parse(String key) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      throw CimException.invalid("conversation", key, "g7 or p3_9");
    }
    return matcher.group(1) != null
        ? group(Long.parseLong(matcher.group(1)))
        : new ConversationId(
            false, Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
  }

  @Override
  public String toString() {
    return key();
  }
}
