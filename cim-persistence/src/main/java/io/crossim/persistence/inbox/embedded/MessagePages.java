package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.KeyValues;
import io.crossim.persistence.inbox.StoredMessage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** Reads messages of inboxes, in rows of their own and in shared ones. On one thread. */
@RequiredArgsConstructor
final class MessagePages {

  /** So many are read by their keys faster than one after the other. */
  private static final int FEW = 4;

  private final KeyValues files;
  private final SharedRows shared;

  /**
   * What follows a place, of what is written.
   *
   * @param maxBytes of payload, but for a first message that has more
   */
  List<StoredMessage> after(Inbox inbox, long after, int limit, long maxBytes) {
    long left = Math.min(limit, inbox.writtenHead() - after);
    Page page = new Page(left, maxBytes);
    if (left <= 0) {
      return page.messages;
    }
    SharedMessages together = shared.of(inbox.userId);
    long last = after + left;
    long ordered = together == null ? last : Math.min(last, together.first() - 1);
    boolean isMany = ordered - after > FEW;
    if (!isMany || inOrder(inbox, after, ordered, page)) {
      byKeys(inbox, isMany ? ordered : after, last, page);
    }
    return page.messages;
  }

  /** Adds what follows a place, each by its key; stops when the page is full. */
  private void byKeys(Inbox inbox, long after, long last, Page page) {
    SharedMessages together = shared.of(inbox.userId);
    ByteBuffer key = ByteBuffer.wrap(Keys.message(inbox.userId, 0));
    for (long seq = after + 1; seq <= last; seq++) {
      SharedMessages.Message message = together == null ? null : together.find(seq);
      boolean isAdded =
          page.add(message == null ? parsed(seq, files.get(Keys.at(key, seq))) : message.stored());
      if (!isAdded) {
        break;
      }
    }
  }

  /**
   * Adds what follows a place, all of it in rows of its own; stops when the page is full.
   *
   * @return whether all of it was added
   */
  private boolean inOrder(Inbox inbox, long after, long last, Page page) {
    ByteBuffer key = ByteBuffer.wrap(Keys.message(inbox.userId, 0));
    try (RocksIterator iterator = files.iterator()) {
      iterator.seek(Keys.at(key, after + 1));
      for (long seq = after + 1; ; seq++) {
        if (!iterator.isValid() || !Arrays.equals(iterator.key(), Keys.at(key, seq))) {
          files.check(iterator);
          throw MessageLog.damaged(seq, null);
        }
        boolean isAdded = page.add(parsed(seq, iterator.value()));
        if (!isAdded || seq == last) {
          return isAdded; // behind it may lie what others have trimmed: long to go over
        }
        iterator.next();
      }
    }
  }

  private static StoredMessage parsed(long seq, byte @Nullable [] value) {
    if (value == null) {
      throw MessageLog.damaged(seq, null);
    }
    try {
      return MessageValue.parse(seq, value);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw MessageLog.damaged(seq, e);
    }
  }

  /** Messages, up to a number and a size. */
  private static final class Page {

    final List<StoredMessage> messages;
    private long left;

    Page(long most, long maxBytes) {
      messages = new ArrayList<>((int) Math.max(0, Math.min(most, 100)));
      left = maxBytes;
    }

    /** Takes a message, if there is room. */
    boolean add(StoredMessage message) {
      left -= message.bytes();
      if (left < 0 && !messages.isEmpty()) {
        return false;
      }
      messages.add(message);
      return true;
    }
  }
}
