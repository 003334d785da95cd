package io.crossim.sdk.delivery;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows the last messages to everyone, which no inbox holds: while a client moves to another server
 * both of its connections may bring the same one. On the event loop.
 */
public final class BroadcastDeduplicator {

  private static final int REMEMBERED = 256;

  /** The connection that each came over. */
  private final Map<Broadcast, Integer> recent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Broadcast, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  private int connection;

  /** Notes that the next messages come over another connection. */
  public void nextConnection() {
    connection++;
  }

  /** Whether an earlier connection has brought this message. */
  public boolean isKnown(Message message) {
    if (message.getConversation().getType() != Conversation.Type.ALL) {
      return false;
    }
    Integer before = recent.put(Broadcast.of(message), connection);
    return before != null && before != connection;
  }

  private record Broadcast(long senderId, String clientMsgId, long sentAt, int body) {

    static Broadcast of(Message message) {
      return new Broadcast(
          message.getSenderId(),
          message.getClientMsgId(),
          message.getSentAt(),
          message.getBody().hashCode());
    }
  }
}
