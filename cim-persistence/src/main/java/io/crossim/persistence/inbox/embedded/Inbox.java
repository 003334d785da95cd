package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.LogBounds;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lombok.AllArgsConstructor;
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

  /** One for each device. Mostly there is one, and a list of one is much smaller than a map. */
  private List<Cursor> cursors = List.of();

  private @Nullable Unwritten unwritten;

  Inbox(long userId, String epoch) {
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
    Cursor cursor = cursor(device);
    if (cursor == null) {
      List<Cursor> all = new ArrayList<>(cursors);
      all.add(new Cursor(device, seq, now));
      cursors = List.copyOf(all);
    } else if (cursor.seq == seq && now - cursor.seenAt < HOUR_MS) {
      return false;
    } else {
      cursor.seq = seq;
      cursor.seenAt = now;
    }
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
    Cursor cursor = cursor(device);
    return cursor == null ? floor : Math.max(floor, cursor.seq);
  }

  private @Nullable Cursor cursor(String device) {
    for (Cursor cursor : cursors) {
      if (cursor.device.equals(device)) {
        return cursor;
      }
    }
    return null;
  }

  /** What the slowest device has acknowledged of those that were seen since then. */
  long slowest(long seenSince) {
    long slowest = Long.MAX_VALUE;
    for (Cursor cursor : cursors) {
      if (cursor.seenAt >= seenSince) {
        slowest = Math.min(slowest, cursor.seq);
      }
    }
    return slowest == Long.MAX_VALUE ? 0 : slowest;
  }

  long fastest() {
    long fastest = 0;
    for (Cursor cursor : cursors) {
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
    for (Cursor cursor : cursors) {
      size += 2 * Long.BYTES + Integer.BYTES + cursor.device.getBytes(UTF_8).length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (Cursor cursor : cursors) {
      byte[] name = cursor.device.getBytes(UTF_8);
      out.putLong(cursor.seq).putLong(cursor.seenAt).putInt(name.length).put(name);
    }
    return out.array();
  }

  static Inbox parse(long userId, byte[] state, byte[] devices) {
    ByteBuffer in = ByteBuffer.wrap(state);
    long[] numbers = {in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong()};
    String epoch = UTF_8.decode(in).toString().intern(); // many inboxes have the same
    Inbox inbox = new Inbox(userId, epoch);
    inbox.head = numbers[0];
    inbox.floor = numbers[1];
    inbox.floorId = numbers[2];
    inbox.lastId = numbers[3];
    inbox.oldest = numbers[4];
    inbox.cursors = cursors(ByteBuffer.wrap(devices));
    return inbox;
  }

  private static List<Cursor> cursors(ByteBuffer in) {
    List<Cursor> cursors = new ArrayList<>(1);
    while (in.hasRemaining()) {
      long seq = in.getLong();
      long seenAt = in.getLong();
      byte[] name = new byte[in.getInt()];
      in.get(name);
      cursors.add(new Cursor(new String(name, UTF_8), seq, seenAt));
    }
    return List.copyOf(cursors);
  }

  /** How far a device has got, and when it was seen. */
  @AllArgsConstructor
  private static final class Cursor {

    final String device;
    long seq;
    long seenAt;
  }
}
