package io.crossim.sdk.delivery;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the last messages of an inbox, which a store that has gone back may bring again. Not
 * for more than one thread.
 *
 * <p>A message of a conversation is known by its id there: collected anew it comes under another id
 * of the inbox. Every message is known by what its sender calls it, once a store has gone back: it
 * may have lost the message and taken it a second time. Before that, an id that comes twice is two
 * messages of a sender who uses it again on another day.
 */
final class RecentMessages {

  private static final int REMEMBERED = 1_024;

  private final Map<PlacedId, Boolean> placed = bounded();

  /** Whether a store has gone back since each came. */
  private final Map<SentId, Boolean> sent = bounded();

  private static <K> Map<K, Boolean> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Boolean> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  /** Whether the message came before. From now on it has. */
  boolean isKnown(Message message) {
    boolean isPlaced = message.getConversationMessageId() != 0;
    if (isPlaced && placed.put(PlacedId.of(message), true) != null) {
      return true;
    }
    if (isPlaced && message.getClientMsgId().isEmpty()) {
      return false; // one that CIM itself has written
    }
    return Boolean.TRUE.equals(sent.put(SentId.of(message), false));
  }

  /** A store has gone back, perhaps, for all messages. */
  void broken() {
    sent.replaceAll((id, before) -> true);
  }

  /** A store has gone back, perhaps, for the messages of one conversation. */
  void broken(Conversation conversation) {
    sent.replaceAll((id, before) -> before || id.conversation.equals(conversation));
  }

  private record PlacedId(Conversation conversation, long messageId) {

    static PlacedId of(Message message) {
      return new PlacedId(message.getConversation(), message.getConversationMessageId());
    }
  }

  /** What the sender calls a message. */
  private record SentId(
      Conversation conversation, long senderId, String clientMsgId, int batchIndex) {

    static SentId of(Message message) {
      return new SentId(
          message.getConversation(),
          message.getSenderId(),
          message.getClientMsgId(),
          message.getBatchIndex());
    }
  }
}
