package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.files.KeyValues;
import io.crossim.persistence.inbox.Cursor;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The rows in which several inboxes have a message together. Most of it is acknowledged soon, and
 * then it was one row for all of them. No message up to the head that the state of an inbox tells
 * is in a shared row: the state is written as it is before the first of them, or they move to rows
 * of their own. On one thread.
 */
@RequiredArgsConstructor
final class SharedRows {

  /** So many rows there may be; of more the oldest goes. */
  private static final int MOST = 1_024;

  private final KeyValues files;
  private final WriteBatch batch;

  private final Map<Long, SharedMessages> byUser = new HashMap<>();

  /** The rows in the files that are needed, and some that are not any more; the oldest first. */
  private final Map<Long, SharedRow> rows = new LinkedHashMap<>();

  private long lastNumber;

  /** What was read, while that is brought into the inboxes. */
  private final FoundMessages found = new FoundMessages();

  /** The messages of an inbox in shared rows; null when it has none. */
  @Nullable SharedMessages of(long userId) {
    return byUser.get(userId);
  }

  /** The cursor of a conversation where only shared rows tell it; else null. */
  @Nullable Cursor cursor(long userId, ConversationId conversation) {
    SharedMessages shared = byUser.get(userId);
    return shared == null ? null : shared.cursor(conversation);
  }

  /** As of the other method, by the conversation's key. */
  @Nullable Cursor cursor(long userId, String conversation) {
    SharedMessages shared = byUser.get(userId);
    return shared == null ? null : shared.cursor(conversation);
  }

  /** Another cursor of the conversation is on its way to the files. */
  void forgetCursor(long userId, ConversationId conversation) {
    SharedMessages shared = byUser.get(userId);
    if (shared != null) {
      shared.forgetCursor(conversation);
    }
  }

  /** Begins a row. */
  SharedRow begin(ConversationId conversation, Place upTo, long now, List<Place> places) {
    return new SharedRow(++lastNumber, conversation, upTo, now, places);
  }

  /**
   * Adds the next message of an inbox, one of a row.
   *
   * @param index of its reference
   * @return how many it has there now
   */
  int add(Inbox inbox, SharedRow row, int index) {
    SharedMessages shared = byUser.computeIfAbsent(inbox.userId, user -> new SharedMessages());
    shared.add(
        new SharedMessages.Message(inbox.head, inbox.lastId, inbox.headBytes, row, index));
    shared.move(row.conversation, new Cursor(row.upTo, row.storedAt));
    return shared.messages.size();
  }

  /** Has a row written with the group, if there is something in it. */
  void put(SharedRow row) throws RocksDBException {
    if (!row.isEmpty()) {
      batch.put(Keys.shared(row.number), row.toBytes());
      rows.put(row.number, row);
    }
  }

  /** The users of the oldest rows, where there are too many rows; else none. */
  List<Long> usersOfOldest() {
    return rows.size() <= MOST
        ? List.of()
        : rows.values().stream()
            .limit(rows.size() - MOST)
            .flatMap(row -> row.users().stream())
            .distinct()
            .toList();
  }

  /**
   * Prepares an inbox whose state is about to be written. What it has may stay if nothing is before
   * it, and if it is little; else it moves to rows of its own.
   *
   * @param most how many messages may lie behind a state
   * @return cursors that are to be written too
   */
  Map<ConversationId, Cursor> settle(Inbox inbox, int most) throws RocksDBException {
    SharedMessages shared = byUser.get(inbox.userId);
    if (shared == null) {
      return Map.of();
    }
    boolean stays =
        !shared.isLeaving && shared.first() == inbox.floor + 1 && inbox.length() < most;
    return stays ? shared.takeUntold() : moveOut(inbox, shared);
  }

  private Map<ConversationId, Cursor> moveOut(Inbox inbox, SharedMessages shared)
      throws RocksDBException {
    byUser.remove(inbox.userId);
    for (SharedMessages.Message message : shared.messages) {
      batch.put(
          Keys.message(inbox.userId, message.seq()),
          MessageValue.of(
              message.messageId(),
              message.row().storedAt,
              message.bytes(),
              message.reference()));
      message.row().needed--;
    }
    return shared.cursors();
  }

  /** Takes rows away that nobody needs. */
  void deleteUnneeded() throws RocksDBException {
    for (Iterator<SharedRow> all = rows.values().iterator(); all.hasNext(); ) {
      SharedRow row = all.next();
      if (row.needed == 0) {
        batch.delete(Keys.shared(row.number));
        all.remove();
      }
    }
  }

  /** Forgets what is in memory, which may be ahead of the files. */
  void forget() {
    byUser.clear();
    rows.clear();
    found.clear();
  }

  /**
   * Reads the rows that the files have, as this process or an earlier one has left them.
   *
   * @return the users whose inboxes have something there
   */
  Set<Long> read() {
    found.read(
        files,
        row -> {
          lastNumber = Math.max(lastNumber, row.number);
          rows.put(row.number, row);
        });
    return found.users();
  }

  /**
   * Adds the next message of an inbox that is being read, if a shared row has it.
   *
   * @return whether it was there
   */
  boolean addNext(Inbox inbox) {
    SharedMessages.Message next = found.takeNext(inbox);
    if (next == null) {
      return false;
    }
    long bytes = inbox.headBytes + next.row().bytes(next.index());
    inbox.addWritten(new LogMark(next.messageId(), bytes), next.row().storedAt);
    add(inbox, next.row(), next.index());
    return true;
  }

  /** What was read is in the inboxes. */
  void readDone() {
    found.clear();
  }
}
