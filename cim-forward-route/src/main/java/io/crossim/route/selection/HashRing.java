package io.crossim.route.selection;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Consistent hashing: a member that joins or leaves moves only the keys that it gets or had.
 * Immutable.
 */
final class HashRing {

  /** Keeps ten members within 10 % of each other. */
  private static final int POINTS_PER_MEMBER = 4_096;

  private static final HashFunction HASH = Hashing.murmur3_128(0x43494d);

  private final long[] points;
  private final int[] owners;

  HashRing(List<String> members) {
    record Point(long position, int owner) {}
    Point[] ring = new Point[members.size() * POINTS_PER_MEMBER];
    for (int member = 0; member < members.size(); member++) {
      for (int i = 0; i < POINTS_PER_MEMBER; i++) {
        long position =
            HASH.newHasher()
                .putString(members.get(member), StandardCharsets.UTF_8)
                .putInt(i)
                .hash()
                .asLong();
        ring[member * POINTS_PER_MEMBER + i] = new Point(position, member);
      }
    }
    Arrays.sort(ring, (a, b) -> Long.compare(a.position, b.position));
    points = Arrays.stream(ring).mapToLong(Point::position).toArray();
    owners = Arrays.stream(ring).mapToInt(Point::owner).toArray();
  }

  /** Index of the member that owns a key; the ring must not be empty. */
  int ownerOf(long key) {
    int at = Arrays.binarySearch(points, HASH.hashLong(key).asLong());
    int next = at >= 0 ? at : -at - 1;
    return owners[next == points.length ? 0 : next];
  }
}
