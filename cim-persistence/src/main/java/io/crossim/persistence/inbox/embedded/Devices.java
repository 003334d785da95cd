package io.crossim.persistence.inbox.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The devices of a user, and how far each has got. On the writer's thread. */
final class Devices {

  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  /**
   * The one that was not seen for the longest time stands first. Mostly there is one, and a list of
   * one is much smaller than a map.
   */
  private List<Cursor> cursors = List.of();

  /**
   * Notes what a device has acknowledged, and that it was seen, which is written to the hour. One
   * that is new displaces others when there are too many.
   *
   * @return whether there is something to write, which for most logins there is not
   */
  boolean note(String device, long seq, long now, int most) {
    Cursor known = find(device);
    if (known != null) {
      boolean isLast = known == cursors.get(cursors.size() - 1);
      if (!isLast) {
        List<Cursor> all = new ArrayList<>(cursors);
        all.remove(known);
        all.add(known);
        cursors = List.copyOf(all);
      }
      return known.note(seq, now);
    }
    List<Cursor> all =
        new ArrayList<>(cursors.subList(Math.max(0, cursors.size() + 1 - most), cursors.size()));
    all.add(new Cursor(device, seq, now));
    cursors = List.copyOf(all);
    return true;
  }

  /** What a device has acknowledged; 0 when it is not known. */
  long acked(String device) {
    Cursor cursor = find(device);
    return cursor == null ? 0 : cursor.seq;
  }

  private @Nullable Cursor find(String device) {
    for (Cursor cursor : cursors) {
      if (cursor.device.equals(device)) {
        return cursor;
      }
    }
    return null;
  }

  /** What the slowest device has acknowledged of those that were seen since then; else 0. */
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

  byte[] toBytes() {
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

  /**
   * Reads what was written.
   *
   * @param inOrder whether they stand in the order in which they were seen
   */
  static Devices parse(ByteBuffer in, boolean inOrder) {
    List<Cursor> cursors = new ArrayList<>(1);
    while (in.hasRemaining()) {
      long seq = in.getLong();
      long seenAt = in.getLong();
      int length = in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw new IllegalArgumentException("length of a device's name: " + length);
      }
      byte[] name = new byte[length];
      in.get(name);
      cursors.add(new Cursor(new String(name, UTF_8), seq, seenAt));
    }
    if (!inOrder) {
      cursors.sort(Comparator.comparingLong(cursor -> cursor.seenAt));
    }
    Devices devices = new Devices();
    devices.cursors = List.copyOf(cursors);
    return devices;
  }

  /** How far a device has got, and when it was seen. */
  private static final class Cursor {

    final String device;
    long seq;
    long seenAt;

    Cursor(String device, long seq, long seenAt) {
      this.device = device;
      this.seq = seq;
      this.seenAt = seenAt;
    }

    boolean note(long newSeq, long now) {
      if (seq == newSeq && now - seenAt < HOUR_MS) {
        return false;
      }
      seq = newSeq;
      seenAt = now;
      return true;
    }
  }
}
