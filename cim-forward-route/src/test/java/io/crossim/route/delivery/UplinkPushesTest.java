package io.crossim.route.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a batch waits for before it is answered. */
class UplinkPushesTest {

  private final CompletableFuture<Boolean> one = new CompletableFuture<>();
  private final CompletableFuture<Boolean> two = new CompletableFuture<>();

  @Test
  void aPushIsWaitedForOnlyWhereItsStatusIsWanted() {
    UplinkPushes pushes = new UplinkPushes(Duration.ofHours(1));
    pushes.add(0, one, /* isStatusWanted= */ false);
    assertThat(pushes.statusKnown()).isDone();
    pushes.add(1, two, /* isStatusWanted= */ true);
    CompletableFuture<Void> known = pushes.statusKnown();
    assertThat(known).isNotDone();

    two.complete(true);

    assertThat(known).isDone();
    assertThat(pushes.taken()).containsExactly(1);
  }

  @Test
  void whatIsSentToEveryoneWaitsForAllThatWasPushedBefore() {
    UplinkPushes pushes = new UplinkPushes(Duration.ofHours(1));
    pushes.add(0, one, /* isStatusWanted= */ false);
    CompletableFuture<Void> answered = pushes.answered();
    assertThat(answered).isNotDone();

    one.complete(false);

    assertThat(answered).isDone();
    assertThat(pushes.taken()).isEmpty();
  }

  @Test
  void noWaitIsLongerThanItMayBe() {
    UplinkPushes pushes = new UplinkPushes(Duration.ofMillis(1));
    pushes.add(0, one, /* isStatusWanted= */ true);
    for (int i = 0; i < 10; i++) {
      assertThat(pushes.statusKnown()).succeedsWithin(Duration.ofSeconds(10));
    }
    assertThat(pushes.taken()).isEmpty();
  }
}
