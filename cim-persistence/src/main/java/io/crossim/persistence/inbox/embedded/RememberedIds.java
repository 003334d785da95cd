package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.files.KeyValues;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.AppendOutcome.Status;
import io.crossim.persistence.inbox.LogBounds;
import java.nio.ByteBuffer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The ids of the messages of today and of yesterday. On one thread. */
@RequiredArgsConstructor
final class RememberedIds {

  private final KeyValues files;
  private final WriteBatch batch;
  private long day;

  /** Older days are gone from the files. */
  private long forgottenBefore;

  /** Begins a group, and has it forget older days. */
  void begin(long now) throws RocksDBException {
    day = now / LogBounds.IDS_LAST.toMillis();
    if (day - 1 > forgottenBefore && hasBefore(day - 1)) {
      batch.deleteRange(Keys.day(0), Keys.day(day - 1));
    }
  }

  private boolean hasBefore(long before) {
    try {
      return files.has(Keys.day(0), Keys.day(before));
    } catch (DamagedRowsException e) { // it can be dropped without being read
      return true;
    }
  }

  /** Notes that what the group did is in the files. */
  void written() {
    forgottenBefore = day - 1;
  }

  byte[] key(Append append) {
    return Keys.id(day, append.userId(), append.dedupId());
  }

  /**
   * What was stored under an id; null when nothing was.
   *
   * @param key of the append's id
   */
  @Nullable AppendOutcome find(Inbox inbox, Append append, byte[] key) {
    AppendOutcome fresh = findUnwritten(inbox, append);
    if (fresh != null) {
      return fresh;
    }
    byte[] value = files.find(key);
    if (value == null && hasOlder(inbox)) {
      value = files.find(Keys.id(day - 1, append.userId(), append.dedupId()));
    }
    if (value == null) {
      return null;
    }
    if (value.length < 3 * Long.BYTES) {
      throw new DamagedRowsException("what is remembered of an id is not whole", null);
    }
    ByteBuffer in = ByteBuffer.wrap(value);
    return duplicate(inbox, in.getLong(), in.getLong(), in.getLong());
  }

  /** What the group under way has stored under an id; null when it has nothing. */
  @Nullable AppendOutcome findUnwritten(Inbox inbox, Append append) {
    Unwritten unwritten = inbox.unwritten();
    AppendOutcome fresh = unwritten == null ? null : unwritten.find(append.dedupId());
    return fresh == null
        ? null
        : duplicate(inbox, fresh.seq(), fresh.messageId(), fresh.storedAt());
  }

  private static AppendOutcome duplicate(Inbox inbox, long seq, long messageId, long storedAt) {
    return new AppendOutcome(Status.DUPLICATE, inbox.epoch, seq, messageId, storedAt);
  }

  /** Whether an inbox has ids of yesterday. They become no more, so it is looked up once a day. */
  private boolean hasOlder(Inbox inbox) {
    if (inbox.idsDay != day) {
      inbox.idsDay = day;
      inbox.hasOlderIds =
          files.has(Keys.ids(day - 1, inbox.userId), Keys.ids(day - 1, inbox.userId + 1));
    }
    return inbox.hasOlderIds;
  }

  void add(byte[] key, AppendOutcome stored) throws RocksDBException {
    batch.put(key, MessageValue.remembered(stored.seq(), stored.messageId(), stored.storedAt()));
  }
}
