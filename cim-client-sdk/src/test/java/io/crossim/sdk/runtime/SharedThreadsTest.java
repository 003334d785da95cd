package io.crossim.sdk.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedThreadsTest {

  @Test
  void livesAsLongAsSomebodyUsesIt() {
    Threads first = SharedThreads.acquire();
    Threads second = SharedThreads.acquire();
    assertThat(second).isSameAs(first);
    SharedThreads.release();
    assertThat(first.eventLoops().isShuttingDown()).isFalse();
    SharedThreads.release();
    assertThat(first.eventLoops().isShuttingDown()).isTrue();

    Threads third = SharedThreads.acquire();
    assertThat(third).isNotSameAs(first);
    SharedThreads.release();
  }
}
