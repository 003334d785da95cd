package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.inbox.Cursor;
import io.crossim.persistence.inbox.StoredMessage;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one inbox that lie in shared rows, and the cursors that only those tell. All of
 * them are behind the head that the state in the files tells. On the writer's thread.
 */
final class SharedMessages {

  final ArrayDeque<Message> messages = new ArrayDeque<>(4);

  /** They are to move to rows of their own with the next write. */
  boolean isLeaving;

  private final Map<ConversationId, Cursor> cursors = new LinkedHashMap<>(2);

  /**
   * A message.
   *
   * @param bytes of all messages of the inbox up to this one
   * @param index of its reference in the row
   */
  record Message(long seq, long messageId, long bytes, SharedRow row, int index) {

    Reference reference() {
      return row.references.get(index);
    }

    LogMark mark() {
      return new LogMark(messageId, bytes);
    }

    StoredMessage stored() {
      return new StoredMessage(seq, messageId, row.storedAt, reference());
    }
  }

  void add(Message message) {
    messages.add(message);
    message.row.needed++;
  }

  /** The message at a place; null when it lies elsewhere. */
  @Nullable Message find(long seq) {
    for (Message message : messages) {
      if (message.seq >= seq) {
        return message.seq == seq ? message : null;
      }
    }
    return null;
  }

  /** The place of the first one; beyond all places when there is none. */
  long first() {
    Message first = messages.peek();
    return first == null ? Long.MAX_VALUE : first.seq;
  }

  /** Forgets the message at a place, which is the first one or lies elsewhere. */
  boolean drop(long seq) {
    if (first() != seq) {
      return false;
    }
    messages.remove().row.needed--;
    return true;
  }

  /** The cursor of a conversation; null when the files tell it. */
  @Nullable Cursor cursor(ConversationId conversation) {
    return cursors.get(conversation);
  }

  /** The cursor of the conversation of a key; null when the files tell it. */
  @Nullable Cursor cursor(String key) {
    for (Map.Entry<ConversationId, Cursor> one : cursors.entrySet()) {
      if (one.getKey().key().equals(key)) {
        return one.getValue();
      }
    }
    return null;
  }

  void forgetCursor(ConversationId conversation) {
    cursors.remove(conversation);
  }

  void move(ConversationId conversation, Cursor cursor) {
    cursors.put(conversation, cursor);
  }

  /** All cursors that the files do not tell. */
  Map<ConversationId, Cursor> cursors() {
    return cursors;
  }

  /** Takes the cursors out that no message here tells any more. */
  Map<ConversationId, Cursor> takeUntold() {
    Map<ConversationId, Cursor> untold = new LinkedHashMap<>(0);
    for (Map.Entry<ConversationId, Cursor> one : cursors.entrySet()) {
      if (!isTold(one.getKey())) {
        untold.put(one.getKey(), one.getValue());
      }
    }
    cursors.keySet().removeAll(untold.keySet());
    return untold;
  }

  private boolean isTold(ConversationId conversation) {
    for (Message message : messages) {
      if (message.row.conversation.equals(conversation)) {
        return true;
      }
    }
    return false;
  }
}
