package io.crossim.persistence.conversation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a conversation's log.
 *
 * @param messageId unique in the conversation and rising, not below storedAt; after the store has
 *     lost something, above what was lost
 * @param storedAt milliseconds since 1970 by the store's clock
 * @param sender who posted or changed it; {@link ConversationStore#SYSTEM} for the system
 * @param refersTo the place that an edit, recall or reaction is about, or that a message answers; 0
 *     for none
 * @param users mentioned by a message; joined or left
 * @param ordinal how many messages (CONTENT) there have been up to here
 * @param removed whether the payload was taken away: the message was recalled, or the edit was
 *     followed by another edit, or what it edits was recalled. Payload and edit are empty then
 * @param payload as it was posted
 * @param edit the payload of the latest edit of this message; null when there is none
 * @param reactions how many members gave each reaction, the first one given standing first
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
public record ConversationEntry(
    long seq,
    long messageId,
    long storedAt,
    EntryKind kind,
    long sender,
    long refersTo,
    List<Long> users,
    long ordinal,
    boolean removed,
    byte[] payload,
    byte @Nullable [] edit,
    Map<String, Integer> reactions) {

  /** Where it stands. */
  public Place place() {
    return new Place(seq, messageId);
  }
}
