package io.crossim.server.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.metastore.ServerNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenIncarnationsTest {

  private final SeenIncarnations known = new SeenIncarnations();

  @Test
  void joinedIsWhoWasNeverThere() {
    assertThat(joins("self")).isFalse();
    assertThat(joins("self", "b")).isTrue();
    assertThat(joins("self")).isFalse();
    assertThat(joins("self", "b")).isFalse();
  }

  @Test
  void whoIsThereIsNeverForgottenAndWhoIsLongGoneIs() {
    joins("self", "b", "gone");
    for (int i = 0; i < 1_001; i++) {
      joins("self", "b", "other" + i);
    }
    assertThat(joins("self", "b")).isFalse();
    assertThat(joins("self", "b", "other1")).isFalse();
    assertThat(joins("self", "b", "gone")).isTrue();
  }

  private boolean joins(String... incarnations) {
    List<ServerNode> nodes =
        List.of(incarnations).stream()
            .map(incarnation -> new ServerNode("10.0.0.1", 11211, 8081, incarnation))
            .toList();
    return known.add(nodes, "self");
  }
}
