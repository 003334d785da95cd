package io.crossim.server.gateway;

import io.crossim.service.loop.EventLoops;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;

/** Waits for what happens on the event loops. Blocks, so never called on one of them. */
@RequiredArgsConstructor
final class LoopWait {

  /** A loop that takes no task for so long is not waited for. */
  private static final Duration LOOP = Duration.ofSeconds(3);

  private static final long LOOK_EVERY_MILLIS = 10;

  private final EventLoops loops;

  /** Runs a task on each loop. What was queued for the loops before is done when this returns. */
  void onEachLoop(Consumer<EventLoop> task) {
    for (EventExecutor loop : loops.group()) {
      loop.submit(() -> task.accept((EventLoop) loop)).awaitUninterruptibly(LOOP.toMillis());
    }
  }

  /** Waits for a condition, which is first looked at when the loops have done what is queued. */
  void await(Duration atMost, BooleanSupplier condition) {
    long end = System.nanoTime() + atMost.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    try {
      onEachLoop(loop -> {});
      while (!condition.getAsBoolean() && System.nanoTime() < end) {
        never.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
