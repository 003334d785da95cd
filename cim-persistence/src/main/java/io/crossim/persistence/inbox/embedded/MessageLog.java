package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.inbox.StoredMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/** The messages of inboxes in the files. On one thread. */
@RequiredArgsConstructor
final class MessageLog {

  /**
   * Longer trims go as one range. Such a range is cheap to write and dear for every read until the
   * files are merged, so the usual trim takes messages away one by one.
   */
  private static final int MOST_DELETED_SINGLY = 1_000;

  /** So many are read by their keys faster than one after the other. */
  private static final int FEW = 4;

  private final KeyValues files;
  private final WriteBatch batch;

  /** The id of the message at a place; 0 where none is known. */
  long idAt(Inbox inbox, long seq) {
    if (seq == inbox.floor) {
      return inbox.floorId;
    }
    Unwritten unwritten = inbox.unwritten();
    if (unwritten != null && seq > unwritten.head) {
      return unwritten.messageId(seq);
    }
    byte[] value = files.get(Keys.message(inbox.userId, seq));
    return value == null ? 0 : MessageValue.messageId(value);
  }

  /** What follows a place, of what is written. */
  List<StoredMessage> messages(Inbox inbox, long after, int limit) {
    long left = Math.min(limit, inbox.writtenHead() - after);
    List<StoredMessage> messages = new ArrayList<>((int) Math.max(0, Math.min(left, 100)));
    if (left <= 0) {
      return messages;
    }
    ByteBuffer key = ByteBuffer.wrap(Keys.message(inbox.userId, 0));
    if (left <= FEW) {
      for (long seq = after + 1; seq <= after + left; seq++) {
        byte[] value = files.get(Keys.at(key, seq));
        if (value == null) {
          break;
        }
        messages.add(MessageValue.parse(seq, value));
      }
      return messages;
    }
    try (RocksIterator iterator = files.iterator()) {
      iterator.seek(Keys.at(key, after + 1));
      for (long seq = after + 1;
          iterator.isValid() && Arrays.equals(iterator.key(), Keys.at(key, seq));
          seq++) {
        messages.add(MessageValue.parse(seq, iterator.value()));
        if (messages.size() == left) {
          break; // behind it may lie what others have trimmed: long to go over
        }
        iterator.next();
      }
    }
    return messages;
  }

  void trim(Inbox inbox, long upTo) throws RocksDBException {
    long last = Math.min(upTo, inbox.head);
    if (last <= inbox.floor) {
      return;
    }
    inbox.floorId = idAt(inbox, last);
    long first = inbox.floor + 1;
    if (last - first < MOST_DELETED_SINGLY) {
      ByteBuffer key = ByteBuffer.wrap(Keys.message(inbox.userId, 0));
      for (long seq = first; seq <= last; seq++) {
        batch.singleDelete(Keys.at(key, seq)); // each key is written once and deleted once
      }
    } else {
      batch.deleteRange(Keys.message(inbox.userId, first), Keys.message(inbox.userId, last + 1));
    }
    inbox.floor = last;
  }

  /**
   * Trims what is older.
   *
   * @return whether that changed the inbox
   */
  boolean dropOld(Inbox inbox, long time) throws RocksDBException {
    boolean changed = false;
    while (inbox.length() > 0 && inbox.oldest < time) {
      long gone = inbox.floor;
      for (StoredMessage message : messages(inbox, inbox.floor, 100)) {
        inbox.oldest = message.storedAt();
        if (message.storedAt() >= time) {
          break;
        }
        gone = message.seq();
      }
      if (gone == inbox.floor) {
        break; // the rest is not written yet
      }
      trim(inbox, gone);
      changed = true;
    }
    return changed;
  }
}
