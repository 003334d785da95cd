package io.crossim.persistence.inbox.memory;

import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.LogBounds;
import io.crossim.persistence.inbox.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import lombok.RequiredArgsConstructor;

/** The messages of one user's inbox, in their order. The inbox's lock guards it. */
@RequiredArgsConstructor
final class MemoryLog {

  final String epoch = UUID.randomUUID().toString();

  private final InboxLimits limits;
  private final NavigableMap<Long, StoredMessage> messages = new TreeMap<>();
  private long head;
  private long floor;
  private long floorId;
  private long lastId;

  /** The bytes of payload of the messages that are kept. */
  private long bytes;

  /** The last message of all. */
  long head() {
    return head;
  }

  /** The last message that was trimmed. */
  long floor() {
    return floor;
  }

  /** The id of the last message of all. */
  long lastId() {
    return lastId;
  }

  LogBounds bounds() {
    return new LogBounds(epoch, floor, head);
  }

  /** The id of the message at a place; 0 where none is known. */
  long idAt(long seq) {
    if (seq == floor) {
      return floorId;
    }
    StoredMessage message = messages.get(seq);
    return message == null ? 0 : message.messageId();
  }

  /** Adds the next message. */
  void add(byte[] payload, long now) {
    add(new StoredMessage(head + 1, Math.max(lastId + 1, now), now, payload));
  }

  /** Adds a message of a conversation as the next one. */
  void add(Reference reference, long now) {
    add(new StoredMessage(head + 1, Math.max(lastId + 1, now), now, reference));
  }

  private void add(StoredMessage message) {
    head = message.seq();
    lastId = message.messageId();
    messages.put(head, message);
    bytes += message.bytes();
  }

  /** Whether so much more fits in. */
  boolean hasRoom(long more, long moreBytes) {
    return limits.hold(messages.size(), bytes, more, moreBytes);
  }

  /**
   * What follows a place.
   *
   * @param maxBytes of payload, but for a first message that has more
   */
  List<StoredMessage> after(long seq, int limit, long maxBytes) {
    List<StoredMessage> page = new ArrayList<>();
    long left = maxBytes;
    for (StoredMessage message : messages.tailMap(seq, false).values()) {
      left -= message.bytes();
      if (page.size() == limit || (left < 0 && !page.isEmpty())) {
        break;
      }
      page.add(message);
    }
    return page;
  }

  /** Takes away what stands up to a place. */
  void trim(long upTo) {
    while (!messages.isEmpty() && messages.firstKey() <= upTo) {
      dropFirst();
    }
  }

  /** Takes away what was stored before a time. */
  void dropOld(long time) {
    while (!messages.isEmpty() && messages.firstEntry().getValue().storedAt() < time) {
      dropFirst();
    }
  }

  private void dropFirst() {
    StoredMessage dropped = messages.pollFirstEntry().getValue();
    floor = dropped.seq();
    floorId = dropped.messageId();
    bytes -= dropped.bytes();
  }
}
