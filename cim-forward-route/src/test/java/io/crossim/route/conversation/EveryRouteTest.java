package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.metastore.RouteNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every route has to be able to do. */
class EveryRouteTest {

  private static final RouteNode NEW = new RouteNode("10.0.0.2", 8083, "new");
  private static final RouteNode OLD = new RouteNode("10.0.0.3", 8083, "old", true, false);

  private final AtomicInteger asked = new AtomicInteger();
  private List<RouteNode> routes = List.of();
  private final EveryRoute readsPairs =
      new EveryRoute(
          () -> routes,
          node -> {
            asked.incrementAndGet();
            return node.readsPairs();
          });

  @Test
  void oneThatCannotDecidesForAll() {
    assertThat(readsPairs.getAsBoolean()).isTrue();
    routes = List.of(NEW, OLD);
    assertThat(readsPairs.getAsBoolean()).isFalse();
    routes = List.of(NEW);
    assertThat(readsPairs.getAsBoolean()).isTrue();
  }

  @Test
  void theyAreAskedAgainWhenOthersAreListed() {
    routes = List.of(NEW);
    assertThat(readsPairs.getAsBoolean()).isTrue();
    routes = List.of(NEW);
    assertThat(readsPairs.getAsBoolean()).isTrue();
    assertThat(asked).hasValue(1);
    routes = List.of(OLD);
    assertThat(readsPairs.getAsBoolean()).isFalse();
    assertThat(asked).hasValue(2);
  }
}
