package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.files.KeyValues;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.PreferenceOutcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Which conversations users have muted: a row for each who has muted any. On one thread. */
@RequiredArgsConstructor
final class MuteRows {

  private final KeyValues files;
  private final WriteBatch batch;

  /** Until when a user has muted conversations, by their keys; read once while it is known. */
  Map<String, Long> of(Inbox inbox) {
    Map<String, Long> muted = inbox.muted;
    if (muted == null) {
      byte[] row = files.find(Keys.muted(inbox.userId));
      muted = row == null ? Map.of() : parse(row);
      inbox.muted = muted;
    }
    return muted;
  }

  PreferenceOutcome put(Inbox inbox, Mute mute, long now) throws RocksDBException {
    Map<String, Long> muted = new HashMap<>(of(inbox));
    muted.values().removeIf(until -> until <= now);
    muted.remove(mute.conversation().key());
    if (mute.until() != Mute.NOT) {
      if (muted.size() >= Mute.MOST) {
        return PreferenceOutcome.FULL;
      }
      muted.put(mute.conversation().key(), mute.until());
    }
    batch.put(Keys.muted(inbox.userId), bytes(muted));
    inbox.muted = Map.copyOf(muted);
    return PreferenceOutcome.DONE;
  }

  private static byte[] bytes(Map<String, Long> muted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(muted.size());
      for (Map.Entry<String, Long> one : muted.entrySet()) {
        out.writeUTF(one.getKey());
        out.writeLong(one.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not to memory
    }
    return bytes.toByteArray();
  }

  private static Map<String, Long> parse(byte[] row) {
    Map<String, Long> muted = new HashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      for (int left = in.readInt(); left > 0; left--) {
        muted.put(in.readUTF(), in.readLong());
      }
    } catch (IOException e) {
      throw new DamagedRowsException("the list of what it has muted is not whole", e);
    }
    return Map.copyOf(muted);
  }
}
