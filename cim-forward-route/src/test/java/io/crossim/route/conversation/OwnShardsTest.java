package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.metastore.RouteNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnShardsTest {

  private static final RouteNode A = new RouteNode("10.0.0.1", 8083, "a");
  private static final RouteNode B = new RouteNode("10.0.0.2", 8083, "b");
  private static final RouteNode C = new RouteNode("10.0.0.3", 8083, "c");

  private static List<Integer> of(RouteNode route, RouteNode... listed) {
    return Arrays.stream(OwnShards.of(route.incarnation(), List.of(listed))).boxed().toList();
  }

  @Test
  void everyShardHasOneRoute() {
    assertThat(
            IntStream.concat(
                    IntStream.concat(
                        of(A, A, B, C).stream().mapToInt(i -> i),
                        of(B, A, B, C).stream().mapToInt(i -> i)),
                    of(C, A, B, C).stream().mapToInt(i -> i))
                .sorted())
        .containsExactlyElementsOf(IntStream.range(0, 1024).boxed().toList());
    assertThat(of(A, A, B, C)).hasSizeBetween(250, 430);
  }

  @Test
  void aRouteThatGoesMovesOnlyItsOwn() {
    assertThat(of(A, A, C)).containsAll(of(A, A, B, C));
    assertThat(of(C, A, C)).containsAll(of(C, A, B, C));
  }

  @Test
  void aRouteThatIsNotListedLooksAfterAll() {
    assertThat(of(A)).hasSize(1024);
    assertThat(of(A, B)).hasSize(1024);
  }
}
