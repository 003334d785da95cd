package io.crossim.persistence.inbox.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/** How far each device of one user has acknowledged. The inbox's lock guards it. */
@RequiredArgsConstructor
final class MemoryDevices {

  /** So many are known. */
  private final int most;

  /** The places of devices by name, the one not seen for the longest time first. */
  private final Map<String, Cursor> cursors = new LinkedHashMap<>(4);

  private record Cursor(long seq, long seenAt) {}

  /** The sequence number that a device has acknowledged; 0 when it is not known. */
  long acked(String device) {
    Cursor cursor = cursors.get(device);
    return cursor == null ? 0 : cursor.seq;
  }

  /** Notes that a device was seen, and how far it has acknowledged. */
  void note(String device, long seq, long now) {
    cursors.remove(device);
    cursors.put(device, new Cursor(seq, now));
    if (cursors.size() > most) {
      cursors.remove(cursors.keySet().iterator().next());
    }
  }

  /** What the device that is farthest ahead has acknowledged; 0 when there is none. */
  long fastest() {
    return cursors.values().stream().mapToLong(Cursor::seq).max().orElse(0);
  }

  /** What all devices that were seen since a time have acknowledged; 0 when there is none. */
  long slowest(long seenSince) {
    return cursors.values().stream()
        .filter(cursor -> cursor.seenAt >= seenSince)
        .mapToLong(Cursor::seq)
        .min()
        .orElse(0);
  }
}
