package io.crossim.client.chat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was said or done in a group.
 *
 * @param groupName what the group is called; empty where the cluster does not say
 * @param place in the group, 1, 2, 3... for all members
 * @param from who has said or done it
 * @param text what was said; empty for what has no words
 * @param refersTo the place of the entry that this one changes or answers; 0 for none
 * @param users who joined or left, or whose role is another one
 * @param isForMe whether it names the user of this console, or everybody
 * @param at when; null where the cluster does not say
 */
public record GroupEntry(
    long groupId,
    String groupName,
    long place,
    Kind kind,
    User from,
    String text,
    long refersTo,
    List<Long> users,
    boolean isForMe,
    @Nullable Instant at) {

  public GroupEntry {
    users = List.copyOf(users);
  }

  /** What it is. */
  public enum Kind {
    TEXT,
    /** A text that was taken back. */
    RECALLED,
    /** Another text for an earlier one. */
    EDIT,
    /** An earlier text is taken back. */
    RECALL,
    REACTION,
    /** A reaction is taken back. */
    REACTION_TAKEN_BACK,
    JOINED,
    LEFT,
    /** Name, settings or roles are others. */
    CHANGED,
    /** Something that this console does not know. */
    OTHER
  }
}
