package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.metastore.RouteNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FromRoutesTest {

  private static final RouteNode NEW = new RouteNode("10.0.0.2", 8083, "new");
  private static final RouteNode OLD = new RouteNode("10.0.0.3", 8083, "old", true, false);

  private final AtomicInteger asked = new AtomicInteger();
  private List<RouteNode> routes = List.of();
  private final FromRoutes<Boolean> readsPairs =
      new FromRoutes<>(
          () -> routes,
          all -> {
            asked.incrementAndGet();
            return all.stream().allMatch(RouteNode::readsPairs);
          });

  @Test
  void oneThatCannotDecidesForAll() {
    assertThat(readsPairs.get()).isTrue();
    routes = List.of(NEW, OLD);
    assertThat(readsPairs.get()).isFalse();
    routes = List.of(NEW);
    assertThat(readsPairs.get()).isTrue();
  }

  @Test
  void theyAreAskedAgainWhenOthersAreListed() {
    routes = List.of(NEW);
    assertThat(readsPairs.get()).isTrue();
    routes = List.of(NEW);
    assertThat(readsPairs.get()).isTrue();
    assertThat(asked).hasValue(1);
    routes = List.of(OLD);
    assertThat(readsPairs.get()).isFalse();
    assertThat(asked).hasValue(2);
  }
}
