package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.files.KeyValues;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.PreferenceOutcome;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Whom users have blocked: a row for each who has blocked anybody. On one thread. */
@RequiredArgsConstructor
final class BlockRows {

  private final KeyValues files;
  private final WriteBatch batch;

  /** Whether an inbox refuses what somebody sends. */
  boolean has(Inbox inbox, long sender) {
    return sender != Append.NOBODY && of(inbox).contains(sender);
  }

  /** Whom an inbox refuses; read once for as long as the inbox is known. */
  Set<Long> of(Inbox inbox) {
    Set<Long> blocked = inbox.blocked;
    if (blocked == null) {
      byte[] row = files.find(Keys.blocked(inbox.userId));
      blocked = row == null ? Set.of() : parse(row);
      inbox.blocked = blocked;
    }
    return blocked;
  }

  PreferenceOutcome put(Inbox inbox, Block block) throws RocksDBException {
    Set<Long> blocked = new HashSet<>(of(inbox));
    boolean isChanged = block.isSet() ? blocked.add(block.other()) : blocked.remove(block.other());
    if (isChanged && blocked.size() > Block.MOST) {
      return PreferenceOutcome.FULL;
    }
    if (isChanged) {
      batch.put(Keys.blocked(inbox.userId), bytes(blocked));
      inbox.blocked = Set.copyOf(blocked);
    }
    return PreferenceOutcome.DONE;
  }

  private static byte[] bytes(Set<Long> users) {
    ByteBuffer out = ByteBuffer.allocate(users.size() * Long.BYTES);
    users.forEach(out::putLong);
    return out.array();
  }

  private static Set<Long> parse(byte[] row) {
    if (row.length % Long.BYTES != 0) {
      throw new DamagedRowsException("the list of whom it refuses is not whole", null);
    }
    Set<Long> users = new HashSet<>();
    ByteBuffer in = ByteBuffer.wrap(row);
    while (in.hasRemaining()) {
      users.add(in.getLong());
    }
    return Set.copyOf(users);
  }
}
