package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.files.KeyValues;
import io.crossim.persistence.inbox.StoredMessage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The messages of inboxes in the files. On one thread. */
@RequiredArgsConstructor
final class MessageLog {

  /**
   * Longer trims go as one range. Such a range is cheap to write and dear for every read until the
   * files are merged, so the usual trim takes messages away one by one.
   */
  private static final int MOST_DELETED_SINGLY = 1_000;

  /** Bytes of messages that are read at once to see how old they are. */
  private static final long MOST_LOOKED_AT = 1 << 20;

  private final KeyValues files;
  private final WriteBatch batch;
  private final SharedRows shared;
  private final MessagePages pages;

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
    SharedMessages.Message together = inShared(inbox, seq);
    if (together != null) {
      return together.mark();
    }
    byte[] value = files.get(Keys.message(inbox.userId, seq));
    try {
      return value == null ? LogMark.NONE : MessageValue.mark(value);
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw damaged(seq, e);
    }
  }

  private SharedMessages.@Nullable Message inShared(Inbox inbox, long seq) {
    SharedMessages messages = shared.of(inbox.userId);
    return messages == null ? null : messages.find(seq);
  }

  /** Adds what lies behind the head of an inbox whose state was read. */
  void addBehind(Inbox inbox) {
    ByteBuffer key = ByteBuffer.wrap(Keys.message(inbox.userId, 0));
    while (shared.addNext(inbox) || addNext(inbox, key)) {
      continue;
    }
  }

  private boolean addNext(Inbox inbox, ByteBuffer key) {
    byte[] value = files.find(Keys.at(key, inbox.head + 1));
    if (value == null) {
      return false;
    }
    try {
      inbox.addWritten(MessageValue.mark(value), MessageValue.storedAt(value));
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw damaged(inbox.head + 1, e);
    }
    return true;
  }

  static DamagedRowsException damaged(long seq, @Nullable Throwable cause) {
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
    SharedMessages messages = shared.of(inbox.userId);
    if (last - first < MOST_DELETED_SINGLY) {
      ByteBuffer key = ByteBuffer.wrap(Keys.message(inbox.userId, 0));
      for (long seq = first; seq <= last; seq++) {
        if (messages == null || !messages.drop(seq)) {
          batch.singleDelete(Keys.at(key, seq)); // each key is written once and deleted once
        }
      }
    } else {
      batch.deleteRange(Keys.message(inbox.userId, first), Keys.message(inbox.userId, last + 1));
      while (messages != null && messages.first() <= last) {
        messages.drop(messages.first());
      }
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
      for (StoredMessage message : pages.after(inbox, inbox.floor, 100, MOST_LOOKED_AT)) {
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
