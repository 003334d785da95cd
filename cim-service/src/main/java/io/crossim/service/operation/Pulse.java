package io.crossim.service.operation;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.service.loop.EventLoops;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Whether the event loops run: each shows it once a second. One that has not for long is stuck, and
 * with it every connection that it has, which only a new process mends. Any thread.
 */
final class Pulse implements AutoCloseable {

  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration STUCK_AFTER = Duration.ofSeconds(20);

  private final Ticker ticker;
  private final AtomicLongArray beats;
  private final List<ScheduledFuture<?>> tasks = new ArrayList<>();

  Pulse(EventLoops loops, Ticker ticker) {
    this.ticker = ticker;
    this.beats = new AtomicLongArray(loops.size());
    int next = 0;
    for (EventExecutor loop : loops.group()) {
      int index = next++;
      beats.set(index, ticker.read());
      tasks.add(
          loop.scheduleAtFixedRate(
              () -> beats.set(index, ticker.read()),
              BEAT.toMillis(),
              BEAT.toMillis(),
              TimeUnit.MILLISECONDS));
    }
  }

  boolean isAlive() {
    return delay().compareTo(STUCK_AFTER) < 0;
  }

  /** For how long a loop has shown nothing when it should have; of several the longest. */
  Duration delay() {
    long now = ticker.read();
    long longest = 0;
    for (int i = 0; i < beats.length(); i++) {
      longest = Math.max(longest, now - beats.get(i));
    }
    return Duration.ofNanos(Math.max(0, longest - BEAT.toNanos()));
  }

  @Override
  public void close() {
    tasks.forEach(task -> task.cancel(false));
  }
}
