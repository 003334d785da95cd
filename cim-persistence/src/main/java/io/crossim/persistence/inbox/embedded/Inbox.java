package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.inbox.LogBounds;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What is known of one user's inbox without reading its messages. Guarded by the store. */
final class Inbox {

  final String epoch;
  long head;
  long floor;
  long floorId;
  long lastId;

  /** The time of the oldest message that is kept; 0 when not known. */
  long oldest;

  final Map<String, Cursor> cursors = new HashMap<>();

  Inbox() {
    this(UUID.randomUUID().toString());
  }

  private Inbox(String epoch) {
    this.epoch = epoch;
  }

  LogBounds bounds() {
    return new LogBounds(epoch, floor, head);
  }

  long length() {
    return head - floor;
  }

  /** Never below what was trimmed. */
  long acked(String device) {
    Cursor cursor = cursors.get(device);
    return cursor == null ? floor : Math.max(floor, cursor.seq);
  }

  /** What the slowest device has acknowledged of those that were seen since then. */
  long slowest(long seenSince) {
    return cursors.values().stream()
        .filter(cursor -> cursor.seenAt >= seenSince)
        .mapToLong(Cursor::seq)
        .min()
        .orElse(0);
  }

  long fastest() {
    return cursors.values().stream().mapToLong(Cursor::seq).max().orElse(0);
  }

  byte[] state() {
    byte[] word = epoch.getBytes(UTF_8);
    return ByteBuffer.allocate(5 * Long.BYTES + word.length)
        .putLong(head)
        .putLong(floor)
        .putLong(floorId)
        .putLong(lastId)
        .putLong(oldest)
        .put(word)
        .array();
  }

  byte[] devices() {
    int size = 0;
    for (String device : cursors.keySet()) {
      size += 2 * Long.BYTES + Integer.BYTES + device.getBytes(UTF_8).length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    cursors.forEach(
        (device, cursor) -> {
          byte[] name = device.getBytes(UTF_8);
          out.putLong(cursor.seq).putLong(cursor.seenAt).putInt(name.length).put(name);
        });
    return out.array();
  }

  static Inbox parse(byte[] state, byte[] devices) {
    ByteBuffer in = ByteBuffer.wrap(state);
    long[] numbers = {in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong()};
    Inbox inbox = new Inbox(UTF_8.decode(in).toString());
    inbox.head = numbers[0];
    inbox.floor = numbers[1];
    inbox.floorId = numbers[2];
    inbox.lastId = numbers[3];
    inbox.oldest = numbers[4];
    ByteBuffer cursors = ByteBuffer.wrap(devices);
    while (cursors.hasRemaining()) {
      Cursor cursor = new Cursor(cursors.getLong(), cursors.getLong());
      byte[] name = new byte[cursors.getInt()];
      cursors.get(name);
      inbox.cursors.put(new String(name, UTF_8), cursor);
    }
    return inbox;
  }

  record Cursor(long seq, long seenAt) {}
}
