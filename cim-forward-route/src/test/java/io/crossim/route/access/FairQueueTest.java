package io.crossim.route.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private final FairQueue<String> queue = new FairQueue<>();

  @Test
  void ownersTakeTurns() {
    add("a1", "a2", "a3", "b1", "b2", "c1");

    assertThat(rest()).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
    assertThat(queue.poll()).isNull();
  }

  @Test
  void whoComesWhileOthersWaitIsNotBehindAllOfThem() {
    add("a1", "a2", "a3");
    assertThat(queue.poll()).isEqualTo("a1");
    add("b1");

    assertThat(rest()).containsExactly("a2", "b1", "a3");
  }

  @Test
  void whoHasTheMostLosesHisLastOne() {
    add("a1", "b1", "b2", "b3", "c1", "c2");

    assertThat(queue.dropFromLongest()).isEqualTo("b3");
    assertThat(queue.size()).isEqualTo(5);
    assertThat(rest()).containsExactly("a1", "b1", "c1", "b2", "c2");
    assertThat(queue.dropFromLongest()).isNull();
    assertThat(queue.size()).isZero();
  }

  private void add(String... items) {
    for (String item : items) {
      queue.add(item.substring(0, 1), item);
    }
  }

  private List<String> rest() {
    List<String> all = new ArrayList<>();
    for (String next = queue.poll(); next != null; next = queue.poll()) {
      all.add(next);
    }
    return all;
  }
}
