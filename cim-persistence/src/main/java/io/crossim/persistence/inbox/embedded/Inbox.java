package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.LogBounds;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of one user's inbox without reading its messages. On the writer's thread. */
final class Inbox {

  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  final long userId;
  final String epoch;
  long head;
  long floor;
  long floorId;
  long lastId;

  /** The time of the oldest message that is kept; 0 when not known. */
  long oldest;

  /** Whether the group under way has changed it, and then whether its devices too. */
  boolean changed;

  boolean cursorsChanged;

  /** The day for which it is known whether there are ids of the day before. */
  long idsDay;

  boolean hasOlderIds;

  private final Map<String, Cursor> cursors = new HashMap<>();

  private @Nullable Unwritten unwritten;

  Inbox(long userId) {
    this(userId, UUID.randomUUID().toString());
  }

  private Inbox(long userId, String epoch) {
    this.userId = userId;
    this.epoch = epoch;
  }

  /** Adds the next message. */
  void add(String dedupId, AppendOutcome stored) {
    if (unwritten == null) {
      unwritten = new Unwritten(head);
    }
    unwritten.add(dedupId, stored);
    head = stored.seq();
    lastId = stored.messageId();
  }

  /** What the files do not have yet; null when they have all. */
  @Nullable Unwritten unwritten() {
    return unwritten;
  }

  /** The last message that the files have. */
  long writtenHead() {
    return unwritten == null ? head : unwritten.head;
  }

  /**
   * Notes what a device has acknowledged, and that it was seen, which is kept to the hour.
   *
   * @return whether there is something to write, which for most logins there is not
   */
  boolean note(String device, long seq, long now) {
    Cursor cursor = cursors.get(device);
    if (cursor != null && cursor.seq == seq && now - cursor.seenAt < HOUR_MS) {
      return false;
    }
    cursors.put(device, new Cursor(seq, now));
    cursorsChanged = true;
    return true;
  }

  /** The files have everything. */
  void written() {
    unwritten = null;
    changed = false;
    cursorsChanged = false;
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
    long slowest = Long.MAX_VALUE;
    for (Cursor cursor : cursors.values()) {
      if (cursor.seenAt >= seenSince) {
        slowest = Math.min(slowest, cursor.seq);
      }
    }
    return slowest == Long.MAX_VALUE ? 0 : slowest;
  }

  long fastest() {
    long fastest = 0;
    for (Cursor cursor : cursors.values()) {
      fastest = Math.max(fastest, cursor.seq);
    }
    return fastest;
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

  static Inbox parse(long userId, byte[] state, byte[] devices) {
    ByteBuffer in = ByteBuffer.wrap(state);
    long[] numbers = {in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong()};
    Inbox inbox = new Inbox(userId, UTF_8.decode(in).toString());
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

  private record Cursor(long seq, long seenAt) {}
}
