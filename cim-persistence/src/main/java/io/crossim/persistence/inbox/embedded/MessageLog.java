package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.files.KeyValues;
import io.crossim.persistence.inbox.StoredMessage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
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

  /** Bytes of messages that are read at once to see how old they are. */
  private static final long MOST_LOOKED_AT = 1 << 20;

  private final KeyValues files;
  private final WriteBatch batch;

  /** The mark of the message at a place; {@link LogMark#NONE} where none is known. */
  LogMark at(Inbox inbox, long seq) {
    if (seq == inbox.floor) {
      return new LogMark(inbox.floorId, inbox.floorBytes);
    }
    if (seq == inbox.head) {
      return new LogMark(inbox.lastId, inbox.headBytes);
    }
    Unwritten unwritten = inbox.unwritten();
    if (unwritten != null && seq > unwritten.head) {
      return unwritten.at(seq);
    }
    byte[] value = files.get(Keys.message(inbox.userId, seq));
    try {
      return value == null ? LogMark.NONE : MessageValue.mark(value);
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw damaged(seq, e);
    }
  }

  /**
   * What follows a place, of what is written.
   *
   * @param maxBytes of payload, but for a first message that has more
   */
  List<StoredMessage> messages(Inbox inbox, long after, int limit, long maxBytes) {
    long left = Math.min(limit, inbox.writtenHead() - after);
    Page page = new Page(left, maxBytes);
    if (left <= 0) {
      return page.messages;
    }
    ByteBuffer key = ByteBuffer.wrap(Keys.message(inbox.userId, 0));
    if (left <= FEW) {
      for (long seq = after + 1; seq <= after + left; seq++) {
        byte[] value = files.get(Keys.at(key, seq));
        if (value == null) {
          throw damaged(seq, null);
        }
        if (!page.add(seq, value)) {
          break;
        }
      }
      return page.messages;
    }
    try (RocksIterator iterator = files.iterator()) {
      iterator.seek(Keys.at(key, after + 1));
      for (long seq = after + 1; ; seq++) {
        if (!iterator.isValid() || !Arrays.equals(iterator.key(), Keys.at(key, seq))) {
          files.check(iterator);
          throw damaged(seq, null);
        }
        if (!page.add(seq, iterator.value()) || page.messages.size() == left) {
          break; // behind it may lie what others have trimmed: long to go over
        }
        iterator.next();
      }
    }
    return page.messages;
  }

  /** Adds what lies behind the head of an inbox whose state was read. */
  void addBehind(Inbox inbox) {
    ByteBuffer key = ByteBuffer.wrap(Keys.message(inbox.userId, 0));
    byte[] value = files.find(Keys.at(key, inbox.head + 1));
    while (value != null) {
      try {
        inbox.addWritten(MessageValue.mark(value), MessageValue.storedAt(value));
      } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
        throw damaged(inbox.head + 1, e);
      }
      value = files.find(Keys.at(key, inbox.head + 1));
    }
  }

  private static DamagedRowsException damaged(long seq, @Nullable Throwable cause) {
    return new DamagedRowsException(
        "message " + seq + (cause == null ? " is missing" : " is not whole"), cause);
  }

  /**
   * Takes away what stands up to a place.
   *
   * @return whether that changed the inbox
   */
  boolean trim(Inbox inbox, long upTo) throws RocksDBException {
    long last = Math.min(upTo, inbox.head);
    if (last <= inbox.floor) {
      return false;
    }
    LogMark mark = at(inbox, last);
    inbox.floorId = mark.messageId();
    inbox.floorBytes = Math.max(inbox.floorBytes, mark.bytes());
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
    return true;
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
      for (StoredMessage message : messages(inbox, inbox.floor, 100, MOST_LOOKED_AT)) {
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

  /** Messages, up to a number and a size. */
  private static final class Page {

    final List<StoredMessage> messages;
    private long left;

    Page(long most, long maxBytes) {
      messages = new ArrayList<>((int) Math.max(0, Math.min(most, 100)));
      left = maxBytes;
    }

    /** Takes a message, if there is room. */
    boolean add(long seq, byte[] value) {
      StoredMessage message;
      try {
        message = MessageValue.parse(seq, value);
      } catch (BufferUnderflowException | IllegalArgumentException e) {
        throw damaged(seq, e);
      }
      left -= message.bytes();
      if (left < 0 && !messages.isEmpty()) {
        return false;
      }
      messages.add(message);
      return true;
    }
  }
}
