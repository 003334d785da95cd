package io.crossim.service.operation;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.service.loop.EventLoops;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether the event loops run: each shows it once a second. One that has not for long is stuck, and
 * with it every connection that it has, which only a new process mends. Any thread.
 */
final class EventLoopMonitor implements AutoCloseable {

  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration STUCK_AFTER = Duration.ofSeconds(20);

  /** What was late is told for so many beats at least, or nobody would ask in the right moment. */
  private static final int REMEMBERED = 30;

  private final Ticker ticker;
  private final List<LoopProbe> probes = new ArrayList<>();

  EventLoopMonitor(EventLoops loops, Ticker ticker) {
    this.ticker = ticker;
    for (EventExecutor loop : loops.group()) {
      probes.add(new LoopProbe(loop));
    }
  }

  boolean isAlive() {
    return probes.stream().mapToLong(LoopProbe::late).max().orElse(0) < STUCK_AFTER.toNanos();
  }

  /** How late the latest of all loops is, or was within the last half minute. */
  Duration delay() {
    return Duration.ofNanos(probes.stream().mapToLong(LoopProbe::latest).max().orElse(0));
  }

  @Override
  public void close() {
    probes.forEach(probe -> probe.beats.cancel(false));
  }

  /** The probe of one loop, which alone writes to it. */
  private final class LoopProbe {

    private final ScheduledFuture<?> beats;
    private int count;
    private volatile long last = ticker.read();
    private volatile long latestNow;
    private volatile long latestBefore;

    LoopProbe(EventExecutor loop) {
      beats =
          loop.scheduleAtFixedRate(
              this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
      long late = late();
      if (++count % REMEMBERED == 0) {
        latestBefore = latestNow;
        latestNow = late;
      } else {
        latestNow = Math.max(latestNow, late);
      }
      last = ticker.read();
    }

    /** For how long it has shown nothing when it should have. */
    long late() {
      return Math.max(0, ticker.read() - last - BEAT.toNanos());
    }

    long latest() {
      return Math.max(late(), Math.max(latestNow, latestBefore));
    }
  }
}
