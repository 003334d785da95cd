package io.crossim.service.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.service.loop.EventLoops;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventLoopMonitorTest {

  private final AtomicLong now = new AtomicLong();

  @Test
  void aLoopThatIsHeldUpShows() {
    CountDownLatch held = new CountDownLatch(1);
    try (EventLoops loops = EventLoops.create();
        EventLoopMonitor monitor = new EventLoopMonitor(loops, now::get)) {
      assertThat(monitor.isAlive()).isTrue();
      CountDownLatch stuck = new CountDownLatch(1);
      loops
          .next()
          .execute(
              () -> {
                stuck.countDown();
                awaitQuietly(held);
              });
      awaitQuietly(stuck);
      now.addAndGet(TimeUnit.SECONDS.toNanos(30));
      assertThat(monitor.isAlive()).isFalse();
      assertThat(monitor.delay().toSeconds()).isEqualTo(29);
      held.countDown();
      await().until(monitor::isAlive);
      assertThat(monitor.delay().toSeconds()).as("told for a while").isEqualTo(29);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
