package io.crossim.sdk.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

  private final ArrayDeque<Runnable> executor = new ArrayDeque<>();
  private final SerialExecutor calls = new SerialExecutor(executor::add, 4, 100);
  private final List<Object> done = new ArrayList<>();

  @Test
  void isFullByCount() {
    assertThat(add(1)).isTrue();
    assertThat(add(2)).isTrue();
    assertThat(add(3)).isTrue();
    assertThat(add(4)).isFalse();
  }

  @Test
  void isFullByWeight() {
    assertThat(calls.add(60, () -> {})).isTrue();
    assertThat(calls.add(40, () -> {})).isFalse();
  }

  @Test
  void eventsTakeNoRoom() {
    for (int i = 0; i < 10; i++) {
      assertThat(calls.add(0, () -> {})).isTrue();
    }
  }

  @Test
  void tellsOnceWhenHalfIsFree() {
    AtomicBoolean room = new AtomicBoolean();
    for (int i = 1; i <= 4; i++) {
      int number = i;
      calls.add(
          1,
          () -> {
            done.add(number);
            done.add(room.get());
          });
    }
    calls.whenRoom(() -> room.set(true));
    runAll();
    // Told after the second; the third is the first to see it.
    assertThat(done).containsExactly(1, false, 2, false, 3, true, 4, true);
  }

  @Test
  void givesTheThreadBackNowAndThen() {
    for (int i = 0; i < 65; i++) {
      add(i);
    }
    assertThat(executor).hasSize(1);
    executor.remove().run();
    assertThat(done).hasSize(64);
    assertThat(executor).hasSize(1);
    runAll();
    assertThat(done).hasSize(65);
  }

  @Test
  void aThrowingCallEndsNothing() {
    calls.add(
        1,
        () -> {
          throw new AssertionError("on purpose, the log shows it");
        });
    add(2);
    runAll();
    assertThat(done).containsExactly(2);
  }

  @Test
  void dropsAllButEvents() throws Exception {
    add(1);
    calls.add(0, () -> done.add("event"));
    calls.drop();
    assertThat(add(2)).isTrue();
    runAll();
    assertThat(done).containsExactly("event");
    assertThat(calls.awaitIdle(0)).isTrue();
  }

  @Test
  void waitsOnlyAsLongAsItIsTold() throws Exception {
    add(1);
    assertThat(calls.awaitIdle(Duration.ofMillis(1).toNanos())).isFalse();
    runAll();
    assertThat(calls.awaitIdle(0)).isTrue();
  }

  @Test
  void survivesAnExecutorThatEnds() throws Exception {
    SerialExecutor rejected =
        new SerialExecutor(
            task -> {
              throw new RejectedExecutionException("ended");
            },
            4,
            100);
    assertThat(rejected.add(1, () -> {})).isTrue();
    assertThat(rejected.awaitIdle(0)).isFalse();
  }

  private boolean add(int number) {
    return calls.add(1, () -> done.add(number));
  }

  private void runAll() {
    while (!executor.isEmpty()) {
      executor.remove().run();
    }
  }
}
