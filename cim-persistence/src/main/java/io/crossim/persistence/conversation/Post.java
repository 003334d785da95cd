package io.crossim.persistence.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a member says: a message, or an edit, a recall of one, or a reaction to one.
 *
 * @param sender a member, or {@link ConversationStore#SYSTEM}, which may post everywhere
 * @param dedupId names the post for a day, for every caller; 1 to 80 characters
 * @param kind CONTENT, EDIT, RECALL or REACTION
 * @param refersTo the place of the message that an edit, recall or reaction is about, or that a
 *     message answers; 0 for none
 * @param mentions members whom a message mentions
 * @param mentionsAll whether a message mentions every member
 * @param reaction what a REACTION gives or takes back; null for other kinds
 * @param payload what is stored; never changed by either side
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
public record Post(
    ConversationId conversation,
    long sender,
    String dedupId,
    EntryKind kind,
    long refersTo,
    List<Long> mentions,
    boolean mentionsAll,
    @Nullable Reaction reaction,
    byte[] payload) {

  /** A message. */
  public static Post content(
      ConversationId conversation, long sender, String dedupId, byte[] payload) {
    return new Post(
        conversation, sender, dedupId, EntryKind.CONTENT, 0, List.of(), false, null, payload);
  }

  /** Replaces the sender's own message at a place. */
  public static Post edit(
      ConversationId conversation, long sender, String dedupId, long place, byte[] payload) {
    return new Post(
        conversation, sender, dedupId, EntryKind.EDIT, place, List.of(), false, null, payload);
  }

  /** Takes the message at a place away. */
  public static Post recall(
      ConversationId conversation, long sender, String dedupId, long place, byte[] payload) {
    return new Post(
        conversation, sender, dedupId, EntryKind.RECALL, place, List.of(), false, null, payload);
  }

  /** Gives a reaction to the message at a place, or takes it back. */
  public static Post reaction(
      ConversationId conversation,
      long sender,
      String dedupId,
      long place,
      Reaction reaction,
      byte[] payload) {
    return new Post(
        conversation,
        sender,
        dedupId,
        EntryKind.REACTION,
        place,
        List.of(),
        false,
        reaction,
        payload);
  }

  /** This message as an answer to the one at a place. */
  public Post answering(long place) {
    return new Post(
        conversation, sender, dedupId, kind, place, mentions, mentionsAll, reaction, payload);
  }

  /** This message with mentions. */
  public Post mentioning(List<Long> users, boolean all) {
    return new Post(conversation, sender, dedupId, kind, refersTo, users, all, reaction, payload);
  }
}
