package io.crossim.route.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HashRingTest {

  private static final int KEYS = 200_000;

  private static List<String> members(int count) {
    return IntStream.range(0, count).mapToObj(i -> "10.0.0." + i + ":11211:8081").toList();
  }

  @Test
  void tenMembersDifferByLessThanTenPercent() {
    HashRing ring = new HashRing(members(10));
    long[] keys = new long[10];
    LongStream.range(0, KEYS).forEach(key -> keys[ring.ownerOf(1_700_000_000_000L + key)]++);

    long least = LongStream.of(keys).min().orElseThrow();
    long most = LongStream.of(keys).max().orElseThrow();
    assertThat((double) (most - least) / most).isLessThan(0.10);
  }

  @Test
  void aMemberThatLeavesMovesOnlyItsOwnKeys() {
    List<String> before = members(5);
    List<String> after = new ArrayList<>(before);
    after.remove(2);
    HashRing all = new HashRing(before);
    HashRing fewer = new HashRing(after);

    for (long key = 0; key < 10_000; key++) {
      String owner = before.get(all.ownerOf(key));
      if (!owner.equals(before.get(2))) {
        assertThat(after.get(fewer.ownerOf(key))).isEqualTo(owner);
      }
    }
  }

  @Test
  void theOnlyMemberOwnsEverything() {
    HashRing ring = new HashRing(members(1));
    assertThat(LongStream.range(0, 1_000).map(ring::ownerOf).sum()).isZero();
  }
}
